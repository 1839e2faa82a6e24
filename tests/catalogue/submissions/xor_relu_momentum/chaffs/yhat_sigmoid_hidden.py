"""Sigmoid in the hidden layer too."""
mistake = "wrong-activation"
fails = ["check_yhat"]

# %% forward
def yhat(X, params):
    W, b, v, c = params
    a = sigmoid(X @ W + b)
    return sigmoid(a @ v + c)
