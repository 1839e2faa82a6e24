"""The derivative of a sigmoid in the ReLU layer."""
mistake = "wrong-derivative"
fails = ["check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * sigmoid_prime(z)
    return [X.T @ back, np.sum(back, axis=0, keepdims=True), a.T @ delta, np.sum(delta)]
