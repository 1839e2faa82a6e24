"""The mask looks at the gradient that arrives."""
mistake = "mask-from-upstream"
fails = ["check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    grad_a = delta.dot(v.T)
    grad_z = grad_a.copy()
    grad_z[grad_a < 0] = 0
    return [X.T @ grad_z, grad_z.sum(axis=0)[None, :], a.T @ delta, delta.sum()]
