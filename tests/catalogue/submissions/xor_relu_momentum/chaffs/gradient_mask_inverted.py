"""The mask lets through what ReLU has stopped."""
mistake = "mask-inverted"
fails = ["check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * (a == 0)
    return [X.T @ back, np.sum(back, axis=0, keepdims=True), a.T @ delta, np.sum(delta)]
