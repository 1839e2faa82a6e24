"""The outputs as a flat array (N,)."""
mistake = "dimension-lost"
fails = ["check_yhat"]

# %% forward
def yhat(X, params):
    W, b, v, c = params
    return sigmoid(relu(X @ W + b) @ v + c).ravel()
