"""The sign that the quotient rule brings is dropped."""
mistake = "sign"
fails = ["check_sigmoid_prime"]

# %% activation_derivatives
def sigmoid_prime(z):
    e = np.exp(-z)
    return -e / (1 + e) ** 2


def relu_prime(z):
    return (z > 0).astype(float)
