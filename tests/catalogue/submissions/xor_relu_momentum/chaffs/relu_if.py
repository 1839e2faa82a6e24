"""An `if` on a whole array."""
mistake = "array-in-if"
fails = ["check_relu"]

# %% activations
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    if z > 0:
        return z
    return 0
