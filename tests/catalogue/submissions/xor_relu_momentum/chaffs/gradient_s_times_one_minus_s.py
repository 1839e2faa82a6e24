"""s(1 − s) for σ′(s)."""
mistake = "derivative-of-preactivation"
fails = ["check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    s = a @ v + c
    delta = loss_derivative(y, sigmoid(s)) * s * (1 - s)
    dz = (delta @ v.T) * relu_prime(z)
    return [X.T @ dz, dz.sum(axis=0, keepdims=True), a.T @ delta, delta.sum()]
