"""The minus in the exponent is missing."""
mistake = "exponent-sign"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(z))
