"""relu_prime is relu(z) / z, which is nan at z = 0."""
mistake = "nan"
fails = ["check_relu_prime"]

# %% activation_derivatives
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def relu_prime(z):
    return np.maximum(0, z) / z
