"""The result is cut to integers."""
mistake = "integer-values"
fails = ["check_relu"]

# %% activations
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z).astype(int)
