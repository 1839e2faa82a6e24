"""σ′ is kept although cross entropy has cancelled it."""
mistake = "output-derivative-extra"
fails = ["check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    y_hat = sigmoid(a @ v + c)
    delta = (y_hat - y) * y_hat * (1 - y_hat)
    delta_z = delta @ v.T * relu_prime(z)
    return [X.T @ delta_z, delta_z.sum(axis=0, keepdims=True), a.T @ delta, delta.sum()]
