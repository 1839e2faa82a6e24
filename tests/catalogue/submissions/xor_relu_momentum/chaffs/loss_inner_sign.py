"""The minus holds only for the first term."""
mistake = "negative-class-sign"
fails = ["check_loss"]

# %% losses
def loss(y, y_hat):
    return -y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)


def loss_derivative(y, y_hat):
    return (y_hat - y) / (y_hat * (1 - y_hat))
