"""The weighted sum of the output, so that the loss takes logarithms of negative numbers."""
mistake = "activation-missing"
fails = ["check_yhat"]

# %% forward
def yhat(X, params):
    W, b, v, c = params
    return relu(X @ W + b) @ v + c
