"""σ′ is taken at ŷ instead of at s."""
mistake = "activation-of-activation"
fails = ["check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    y_hat = sigmoid(a @ v + c)
    delta = loss_derivative(y, y_hat) * sigmoid_prime(y_hat)
    dz = (delta @ v.T) * relu_prime(z)
    return [X.T @ dz, dz.sum(axis=0, keepdims=True), a.T @ delta, delta.sum()]
