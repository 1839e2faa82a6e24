"""The sign function: −1 for negative entries."""
mistake = "wrong-derivative"
fails = ["check_relu_prime"]

# %% activation_derivatives
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def relu_prime(z):
    return np.sign(z)
