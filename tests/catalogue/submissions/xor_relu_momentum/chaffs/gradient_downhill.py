"""All gradients point downhill: y − ŷ."""
mistake = "sign"
fails = ["check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    error = y - sigmoid(a @ v + c)
    back = error @ v.T * (z > 0)
    return [X.T @ back, back.sum(axis=0, keepdims=True), a.T @ error, float(error.sum())]
