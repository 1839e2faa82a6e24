"""`sigmoid` is the hyperbolic tangent, so that outputs are negative and losses nan."""
mistake = "wrong-activation"
fails = ["check_sigmoid"]

# %% activations
def sigmoid(z):
    return np.tanh(z)


def relu(z):
    return np.maximum(0, z)
