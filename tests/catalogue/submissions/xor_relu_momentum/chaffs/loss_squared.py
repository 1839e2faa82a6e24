"""The squared error."""
mistake = "wrong-loss"
fails = ["check_loss"]

# %% losses
def loss(y, y_hat):
    return (y - y_hat) ** 2


def loss_derivative(y, y_hat):
    return (y_hat - y) / (y_hat * (1 - y_hat))
