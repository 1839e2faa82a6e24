"""Ones and zeros are written into the array that was given."""
mistake = "arguments-changed"
fails = ["check_relu_prime"]

# %% activation_derivatives
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def relu_prime(z):
    z[z > 0] = 1
    z[z <= 0] = 0
    return z
