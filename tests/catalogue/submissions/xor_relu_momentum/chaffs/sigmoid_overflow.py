"""e^z over 1 + e^z: inf/inf for large entries."""
mistake = "nan"
fails = ["check_sigmoid"]

# %% activations
def sigmoid(z):
    e = np.exp(z)
    return e / (1 + e)


def relu(z):
    return np.maximum(0, z)
