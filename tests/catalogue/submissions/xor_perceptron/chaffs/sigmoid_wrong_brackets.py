"""The brackets around the denominator are missing."""
mistake = "reciprocal-missing"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(z):
    return 1 / 1 + np.exp(-z)
