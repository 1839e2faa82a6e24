"""The exponent of the sigmoid has lost its minus."""
mistake = "exponent-sign"
fails = ["check_sigmoid"]

# %% activations
def sigmoid(z):
    e = np.exp(z)
    return 1.0 / (1.0 + e)


def relu(z):
    return np.maximum(0, z)
