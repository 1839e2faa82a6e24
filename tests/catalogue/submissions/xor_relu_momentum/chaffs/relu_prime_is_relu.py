"""`relu_prime` lets the values themselves through."""
mistake = "function-for-derivative"
fails = ["check_relu_prime"]

# %% activation_derivatives
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def relu_prime(z):
    return np.where(z > 0, z, 0.0)
