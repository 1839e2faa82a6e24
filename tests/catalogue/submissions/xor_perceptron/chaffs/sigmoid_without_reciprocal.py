"""Only the denominator is returned."""
mistake = ["reciprocal-missing", "nan"]
fails = ["check_sigmoid", "check_train"]

# %% sigmoid
def sigmoid(z):
    return 1 + np.exp(-z)
