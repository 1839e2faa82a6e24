"""Only rows of class 1 count."""
mistake = "negative-class-missing"
fails = ["check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    y_hat = sigmoid(a @ v + c)
    delta = -y / y_hat * (y_hat * (1 - y_hat))
    back = delta @ v.T * relu_prime(z)
    return (X.T @ back, back.sum(axis=0, keepdims=True), a.T @ delta, delta.sum())
