"""The targets are clipped in the caller's own array, also in training."""
mistake = "arguments-changed"
fails = ["check_grad_v"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    np.clip(y, 1e-9, 1 - 1e-9, out=y)
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * relu_prime(z)
    return [X.T @ back, back.sum(axis=0, keepdims=True), a.T @ delta, delta.sum()]
