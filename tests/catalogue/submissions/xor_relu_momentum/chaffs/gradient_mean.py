"""The mean over the rows."""
mistake = "mean-for-sum"
fails = ["check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    n = X.shape[0]
    z = X @ W + b
    a = relu(z)
    delta = (sigmoid(a @ v + c) - y) / n
    back = delta @ v.T * relu_prime(z)
    return [X.T @ back, back.sum(axis=0, keepdims=True), a.T @ delta, delta.sum()]
