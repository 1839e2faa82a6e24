"""Biases as thresholds: subtracted."""
mistake = "bias-sign"
fails = ["check_yhat"]

# %% forward
def yhat(X, params):
    W, b, v, c = params
    return sigmoid(relu(X @ W - b) @ v - c)
