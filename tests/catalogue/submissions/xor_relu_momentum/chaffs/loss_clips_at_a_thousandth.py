"""loss keeps y_hat away from 0 and 1 by 1e-3, so confident outputs get a wrong loss."""
mistake = "visible-inputs-only"
fails = ["check_loss"]

# %% losses
def loss(y, y_hat):
    eps = 1e-3
    p = np.clip(y_hat, eps, 1 - eps)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def loss_derivative(y, y_hat):
    return -y / y_hat + (1 - y) / (1 - y_hat)
