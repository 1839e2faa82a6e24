"""The chain goes from ŷ straight to s, without σ′ (as in the starter code of the exercise)."""
mistake = "output-link-missing"
fails = ["check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, x, y):
    W, b, v, c = params
    z = np.dot(x, W) + b
    a = relu(z)
    y_hat = sigmoid(np.dot(a, v) + c)
    dL_dyhat = -y / y_hat + (1 - y) / (1 - y_hat)
    dL_dv = np.dot(a.T, dL_dyhat)
    dL_dc = np.sum(dL_dyhat)
    dL_dz = np.dot(dL_dyhat, v.T) * relu_prime(z)
    dL_dW = np.dot(x.T, dL_dz)
    dL_db = np.sum(dL_dz, axis=0, keepdims=True)
    return [dL_dW, dL_db, dL_dv, dL_dc]
