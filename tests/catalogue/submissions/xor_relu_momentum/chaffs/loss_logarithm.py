"""The logarithm to base 2."""
mistake = "constant-factor"
fails = ["check_loss"]

# %% losses
def loss(y, y_hat):
    return -(y * np.log2(y_hat) + (1 - y) * np.log2(1 - y_hat))


def loss_derivative(y, y_hat):
    return (y_hat - y) / (y_hat * (1 - y_hat))
