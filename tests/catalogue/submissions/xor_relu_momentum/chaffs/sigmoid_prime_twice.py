"""σ is applied to the activation again before the derivative is taken."""
mistake = "activation-of-activation"
fails = ["check_sigmoid_prime"]

# %% activation_derivatives
def sigmoid_prime(z):
    a = sigmoid(sigmoid(z))
    return a * (1 - a)


def relu_prime(z):
    return (z > 0).astype(float)
