"""dv without its second dimension: v − lr·dv spreads to (H, H), and forward passes go on with it."""
mistake = "dimension-lost"
fails = ["check_grad_v"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * relu_prime(z)
    return [X.T @ back, np.sum(back, axis=0, keepdims=True), (a.T @ delta)[:, 0], np.sum(delta)]
