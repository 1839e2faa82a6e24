"""The function itself for its derivative."""
mistake = "function-for-derivative"
fails = ["check_sigmoid_prime"]

# %% activation_derivatives
def sigmoid_prime(z):
    return sigmoid(z)


def relu_prime(z):
    return (z > 0).astype(float)
