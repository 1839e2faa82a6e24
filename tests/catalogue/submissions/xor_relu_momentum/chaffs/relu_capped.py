"""relu is capped at 6, as in mobile networks; the visible entries end at 4."""
mistake = "visible-inputs-only"
fails = ["check_relu"]

# %% activations
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    """ReLU6, more robust"""
    return np.clip(z, 0, 6)
