"""z(1 − z), as if z were an activation."""
mistake = "derivative-of-preactivation"
fails = ["check_sigmoid_prime"]

# %% activation_derivatives
def sigmoid_prime(z):
    return z * (1 - z)


def relu_prime(z):
    return (z > 0).astype(float)
