"""Weights by sum, biases by mean."""
mistake = "mean-for-sum"
fails = ["check_grad_b", "check_grad_c"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * relu_prime(z)
    return [X.T @ back, back.mean(axis=0, keepdims=True), a.T @ delta, delta.mean()]
