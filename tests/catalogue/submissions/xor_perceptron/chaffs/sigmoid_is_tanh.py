"""tanh instead of the sigmoid."""
mistake = "wrong-activation"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(z):
    return np.tanh(z)
