"""y is flattened, so that ŷ − y becomes (N, N)."""
mistake = "matmul-shapes"
fails = ["check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y.ravel()
    back = (delta @ v.T) * relu_prime(z)
    return [X.T @ back, back.sum(axis=0, keepdims=True), a.T @ delta, delta.sum()]
