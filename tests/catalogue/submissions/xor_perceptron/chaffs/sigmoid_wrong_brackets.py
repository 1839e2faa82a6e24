"""The brackets around the denominator are missing."""
mistake = ["reciprocal-missing", "nan"]
fails = ["check_sigmoid", "check_train"]

# %% sigmoid
def sigmoid(z):
    return 1 / 1 + np.exp(-z)
