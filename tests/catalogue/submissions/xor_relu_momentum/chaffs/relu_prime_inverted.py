"""The mask is 1 where z is negative."""
mistake = "mask-inverted"
fails = ["check_relu_prime"]

# %% activation_derivatives
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def relu_prime(z):
    return np.where(z > 0, 0, 1)
