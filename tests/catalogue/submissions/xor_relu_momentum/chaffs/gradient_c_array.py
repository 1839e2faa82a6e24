"""dc has shape (1, 1)."""
mistake = "not-a-number"
fails = ["check_grad_c"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * relu_prime(z)
    return [X.T @ back, np.sum(back, axis=0, keepdims=True), a.T @ delta, np.sum(delta, axis=0, keepdims=True)]
