"""The smaller one of 0 and z."""
mistake = "wrong-activation"
fails = ["check_relu"]

# %% activations
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.minimum(z, np.zeros_like(z))
