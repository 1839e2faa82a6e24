"""dc leaves out the rows for which no hidden unit is active."""
mistake = "visible-inputs-only"
fails = ["check_grad_c"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = np.maximum(0, z)
    active = z > 0
    delta = 1 / (1 + np.exp(-(a @ v + c))) - y
    delta_z = (delta @ v.T) * active
    dW = X.T @ delta_z
    db = np.sum(delta_z, axis=0, keepdims=True)
    dv = a.T @ delta
    dc = np.sum(delta[active.any(axis=1)])
    return [dW, db, dv, dc]
