"""An inverted mask that the gradient uses."""
mistake = "mask-inverted"
fails = ["check_relu_prime"]

# %% activation_derivatives
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def relu_prime(z):
    return (z <= 0) * 1.0

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = np.dot(X, W) + b
    a = relu(z)
    s = np.dot(a, v) + c
    dL_ds = loss_derivative(y, sigmoid(s)) * sigmoid_prime(s)
    dL_dz = np.dot(dL_ds, v.T) * relu_prime(z)
    return np.dot(X.T, dL_dz), dL_dz.sum(axis=0).reshape(1, -1), np.dot(a.T, dL_ds), dL_ds.sum()
