"""The bias of the output is forgotten, and gradient and picture use this output."""
mistake = "bias-missing"
fails = ["check_yhat"]

# %% forward
def yhat(X, params):
    W, b, v, _ = params
    return sigmoid(relu(X @ W + b) @ v)

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    error = yhat(X, params) - y
    hidden_error = error @ v.T * relu_prime(z)
    return [X.T @ hidden_error, hidden_error.sum(0, keepdims=True), relu(z).T @ error, error.sum()]
