"""y and 1 − y have changed places."""
mistake = "classes-exchanged"
fails = ["check_loss"]

# %% losses
def loss(y, y_hat):
    return -((1 - y) * np.log(y_hat) + y * np.log(1 - y_hat))


def loss_derivative(y, y_hat):
    return (y_hat - y) / (y_hat * (1 - y_hat))
