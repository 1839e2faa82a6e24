"""A leaky ReLU instead of the plain one."""
mistake = "wrong-activation"
fails = ["check_relu"]

# %% activations
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.where(z > 0, z, 0.01 * z)
