"""Only the factor 1 − σ."""
mistake = "derivative-incomplete"
fails = ["check_sigmoid_prime"]

# %% activation_derivatives
def sigmoid_prime(z):
    return 1 - sigmoid(z)


def relu_prime(z):
    return (z > 0).astype(float)
