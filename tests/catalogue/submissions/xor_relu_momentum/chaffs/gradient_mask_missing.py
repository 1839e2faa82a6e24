"""Nothing stops the gradient where ReLU is off."""
mistake = "hidden-derivative-missing"
fails = ["check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = np.outer(delta, v)
    return [X.T @ back, np.sum(back, axis=0, keepdims=True), a.T @ delta, np.sum(delta)]
