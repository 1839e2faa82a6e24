"""Only the term of class 1."""
mistake = "negative-class-missing"
fails = ["check_loss_derivative"]

# %% losses
def loss(y, y_hat):
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


def loss_derivative(y, y_hat):
    return -y / y_hat

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = np.dot(X, W) + b
    a = relu(z)
    s = np.dot(a, v) + c
    dL_ds = loss_derivative(y, sigmoid(s)) * sigmoid_prime(s)
    dL_dz = np.dot(dL_ds, v.T) * relu_prime(z)
    return np.dot(X.T, dL_dz), dL_dz.sum(axis=0).reshape(1, -1), np.dot(a.T, dL_ds), dL_ds.sum()
