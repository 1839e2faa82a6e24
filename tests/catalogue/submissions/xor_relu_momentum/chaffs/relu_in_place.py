"""The negative entries are cut off in the array that was given."""
mistake = "arguments-changed"
fails = ["check_relu"]

# %% activations
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    z[z < 0] = 0
    return z
