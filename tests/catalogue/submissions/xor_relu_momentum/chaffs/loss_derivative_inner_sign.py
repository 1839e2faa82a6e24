"""The inner derivative of 1 − ŷ is forgotten."""
mistake = "negative-class-sign"
fails = ["check_loss_derivative"]

# %% losses
def loss(y, y_hat):
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


def loss_derivative(y, y_hat):
    return -(y / y_hat + (1 - y) / (1 - y_hat))
