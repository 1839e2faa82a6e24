"""b is added after the ReLU."""
mistake = "bias-misplaced"
fails = ["check_yhat"]

# %% forward
def yhat(X, params):
    W, b, v, c = params
    a = relu(X @ W) + b
    return sigmoid(a @ v + c)
