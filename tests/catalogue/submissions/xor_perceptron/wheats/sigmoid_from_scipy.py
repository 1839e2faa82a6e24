"""A library's sigmoid."""

# %% sigmoid
from scipy.special import expit as sigmoid
