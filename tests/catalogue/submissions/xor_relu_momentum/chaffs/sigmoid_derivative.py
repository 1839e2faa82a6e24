"""`sigmoid` returns the derivative."""
mistake = "derivative-for-function"
fails = ["check_sigmoid"]

# %% activations
def sigmoid(z):
    value = 1 / (1 + np.exp(-z))
    return value * (1 - value)


def relu(z):
    return np.maximum(0, z)
