"""dW is (H, D): an update cannot be made with it."""
mistake = "transposed"
fails = ["check_grad_W"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * relu_prime(z)
    return [back.T @ X, np.sum(back, axis=0, keepdims=True), a.T @ delta, np.sum(delta)]
