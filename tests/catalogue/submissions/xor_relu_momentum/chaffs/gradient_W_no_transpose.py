"""X instead of its transpose: `grad_f` raises, and everything that calls it."""
mistake = "matmul-shapes"
fails = ["check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * relu_prime(z)
    return [X @ back, np.sum(back, axis=0, keepdims=True), a.T @ delta, np.sum(delta)]
