"""The derivative of tanh: 1 − a²."""
mistake = "wrong-derivative"
fails = ["check_sigmoid_prime"]

# %% activation_derivatives
def sigmoid_prime(z):
    return 1 - sigmoid(z) ** 2


def relu_prime(z):
    return (z > 0).astype(float)
