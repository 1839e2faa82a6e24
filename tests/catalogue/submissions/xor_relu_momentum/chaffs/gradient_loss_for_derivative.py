"""The chain starts at the loss itself."""
mistake = "function-for-derivative"
fails = ["check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    s = a @ v + c
    delta = loss(y, sigmoid(s)) * sigmoid_prime(s)
    back = delta @ v.T * relu_prime(z)
    return [X.T @ back, back.sum(axis=0, keepdims=True), a.T @ delta, delta.sum()]
