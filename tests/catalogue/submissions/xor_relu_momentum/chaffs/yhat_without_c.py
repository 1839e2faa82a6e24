"""The bias of the output is forgotten."""
mistake = "bias-missing"
fails = ["check_yhat"]

# %% forward
def yhat(X, params):
    W, b, v, c = params
    return sigmoid(relu(X @ W + b) @ v)
