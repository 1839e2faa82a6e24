"""`return` stands inside the loop over the rows."""
mistake = "one-row-only"
fails = ["check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    dW, db, dv, dc = np.zeros_like(W), np.zeros_like(b), np.zeros_like(v), 0.0
    for i in range(len(X)):
        z = X[i : i + 1] @ W + b
        a = relu(z)
        delta = (sigmoid(a @ v + c) - y[i]).item()
        back = delta * v.T * relu_prime(z)
        dW += np.outer(X[i], back)
        db += back
        dv += delta * a.T
        dc += delta
        return [dW, db, dv, dc]
