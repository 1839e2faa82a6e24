"""Outputs are kept away from 0 and 1, and the derivative has a small number below."""

# %% losses
EPS = 1e-7


def loss(y, y_hat):
    y_hat = np.clip(y_hat, EPS, 1 - EPS)
    return -y * np.log(y_hat) - (1 - y) * np.log(1 - y_hat)


def loss_derivative(y, y_hat):
    return (y_hat - y) / (y_hat * (1 - y_hat) + 1e-9)
