"""grad_f squeezes the error to a flat array and multiplies matrices with it, which raises an error for a single row."""
mistake = "no-matrix"
fails = ["check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = np.maximum(0, z)
    y_hat = 1 / (1 + np.exp(-(a @ v + c)))
    delta = np.squeeze(y_hat - y)  # (N,)
    dv = (a.T @ delta)[:, None]
    dc = delta.sum()
    delta_z = np.outer(delta, v) * (z > 0)
    dW = X.T @ delta_z
    db = delta_z.sum(axis=0)[None, :]
    return [dW, db, dv, dc]
