"""The result is an np.matrix."""
mistake = "np-matrix"
fails = ["check_sigmoid_prime"]

# %% activation_derivatives
def sigmoid_prime(z):
    a = np.asmatrix(sigmoid(z))
    return np.multiply(a, 1 - a)


def relu_prime(z):
    return (z > 0).astype(float)
