"""The brackets around the denominator are missing."""
mistake = "reciprocal-missing"
fails = ["check_sigmoid"]

# %% activations
def sigmoid(z):
    return 1 / 1 + np.exp(-z)


def relu(z):
    return np.maximum(0, z)
