"""W is transposed: the inner sizes do not fit, and training, which needs the outputs, raises as well."""
mistake = "matmul-shapes"
fails = ["check_yhat"]

# %% forward
def yhat(X, params):
    W, b, v, c = params
    z = X @ W.T + b
    return sigmoid(relu(z) @ v + c)
