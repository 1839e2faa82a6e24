"""No ReLU in the hidden layer."""
mistake = "activation-missing"
fails = ["check_yhat"]

# %% forward
def yhat(X, params):
    W, b, v, c = params
    z = X @ W + b
    return sigmoid(z @ v + c)
