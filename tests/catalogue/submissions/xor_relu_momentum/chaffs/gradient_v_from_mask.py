"""The mask stands where the activations belong."""
mistake = "derivative-for-function"
fails = ["check_grad_v"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * relu_prime(z)
    return [X.T @ back, np.sum(back, axis=0, keepdims=True), relu_prime(z).T @ delta, np.sum(delta)]
