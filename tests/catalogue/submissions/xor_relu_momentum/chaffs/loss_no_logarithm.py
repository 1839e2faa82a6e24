"""The logarithms are forgotten."""
mistake = "logarithm-missing"
fails = ["check_loss"]

# %% losses
def loss(y, y_hat):
    return -(y * y_hat + (1 - y) * (1 - y_hat))


def loss_derivative(y, y_hat):
    return (y_hat - y) / (y_hat * (1 - y_hat))
