"""The loss keeps y_hat away from 0 and 1 by .05, far more than the 1e-6 that is allowed; the visible outputs lie inside."""
mistake = "visible-inputs-only"
fails = ["check_loss"]

# %% losses
def loss(y, y_hat):
    p = np.clip(y_hat, 0.05, 0.95)
    return -y * np.log(p) - (1 - y) * np.log(1 - p)


def loss_derivative(y, y_hat):
    return -y / y_hat + (1 - y) / (1 - y_hat)
