"""Only the denominator is returned."""
mistake = "reciprocal-missing"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(z):
    return 1 + np.exp(-z)
