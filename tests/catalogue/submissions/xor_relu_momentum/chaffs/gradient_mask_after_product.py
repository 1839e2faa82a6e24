"""The mask is multiplied after the product with the inputs."""
mistake = "elementwise-shapes"
fails = ["check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T
    return [(X.T @ back) * relu_prime(z), np.sum(back, axis=0, keepdims=True), a.T @ delta, np.sum(delta)]
