"""The logarithm is taken of the target: log 0."""
mistake = "nan"
fails = ["check_loss"]

# %% losses
def loss(y, y_hat):
    return -(y_hat * np.log(y) + (1 - y_hat) * np.log(1 - y))


def loss_derivative(y, y_hat):
    return (y_hat - y) / (y_hat * (1 - y_hat))
