"""db by the mean."""
mistake = "mean-for-sum"
fails = ["check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * relu_prime(z)
    return [X.T @ back, back.mean(axis=0, keepdims=True), a.T @ delta, np.sum(delta)]
