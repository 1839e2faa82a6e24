"""Matrix products in place of elementwise ones."""
mistake = "loss-summed"
fails = ["check_loss"]

# %% losses
def loss(y, y_hat):
    return -(np.dot(y.T, np.log(y_hat)) + np.dot((1 - y).T, np.log(1 - y_hat)))


def loss_derivative(y, y_hat):
    return (y_hat - y) / (y_hat * (1 - y_hat))
