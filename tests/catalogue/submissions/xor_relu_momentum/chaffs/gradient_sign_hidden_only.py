"""Only the hidden layer's gradients have the wrong sign."""
mistake = "sign"
fails = ["check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    y_hat = sigmoid(a @ v + c)
    back = (y - y_hat) @ v.T * relu_prime(z)
    return [X.T @ back, back.sum(axis=0, keepdims=True), a.T @ (y_hat - y), np.sum(y_hat - y)]
