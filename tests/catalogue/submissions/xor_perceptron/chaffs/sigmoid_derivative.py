"""The derivative is returned instead of the function."""
mistake = "derivative-for-function"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(z):
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s)
