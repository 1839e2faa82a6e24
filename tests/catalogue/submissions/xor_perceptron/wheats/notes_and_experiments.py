"""Extra cells beside the reference solution: notes, an assertion, a plot, an error."""

# %% after forward
# [markdown]
My notes: shapes first.

# %% after loss
assert loss(np.ones((2, 1)), np.ones((2, 1))) == 0

# %% after backpropagate
import matplotlib.pyplot as plt
plt.plot([1, 2, 3])

# %% after train
1 / 0
