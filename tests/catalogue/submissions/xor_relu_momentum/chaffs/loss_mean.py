"""The mean of the losses."""
mistake = "loss-summed"
fails = ["check_loss"]

# %% losses
def loss(y, y_hat):
    per_row = y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)
    return -per_row.mean()


def loss_derivative(y, y_hat):
    return (y_hat - y) / (y_hat * (1 - y_hat))
