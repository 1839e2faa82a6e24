"""z(1 − z) for σ′, which the gradient then uses link by link."""
mistake = "derivative-of-preactivation"
fails = ["check_sigmoid_prime"]

# %% activation_derivatives
def sigmoid_prime(z):
    return z * (1 - z)


def relu_prime(z):
    return (z > 0).astype(float)

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = np.dot(X, W) + b
    a = relu(z)
    s = np.dot(a, v) + c
    dL_ds = loss_derivative(y, sigmoid(s)) * sigmoid_prime(s)
    dL_dz = np.dot(dL_ds, v.T) * relu_prime(z)
    return np.dot(X.T, dL_dz), dL_dz.sum(axis=0).reshape(1, -1), np.dot(a.T, dL_ds), dL_ds.sum()
