"""The mask is applied for W, but not for b."""
mistake = "hidden-derivative-missing"
fails = ["check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * relu_prime(z)
    return [X.T @ back, np.sum(delta @ v.T, axis=0, keepdims=True), a.T @ delta, np.sum(delta)]
