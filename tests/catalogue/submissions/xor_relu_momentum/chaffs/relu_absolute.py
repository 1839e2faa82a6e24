"""`relu` is the absolute value."""
mistake = "wrong-activation"
fails = ["check_relu"]

# %% activations
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.abs(z)
