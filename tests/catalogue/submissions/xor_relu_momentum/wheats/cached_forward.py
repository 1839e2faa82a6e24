"""A forward function that returns everything, used by output and gradient; named arguments."""

# %% forward
def _forward(X, W, b, v, c):
    z = np.add(np.dot(X, W), b)
    a = relu(z)
    s = np.add(np.dot(a, v), c)
    return z, a, s, sigmoid(s)


def yhat(X, params):
    return _forward(X, *params)[-1]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z, a, s, y_hat = _forward(X=X, W=W, b=b, v=v, c=c)
    delta = np.subtract(y_hat, y)
    delta_z = np.multiply(np.dot(delta, v.transpose()), np.greater(z, 0))
    gradients = {
        "W": np.dot(X.transpose(), delta_z),
        "b": np.add.reduce(delta_z, axis=0, keepdims=True),
        "v": np.dot(a.transpose(), delta),
        "c": float(np.add.reduce(delta, axis=None)),
    }
    return list(gradients.values())

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return _forward(X, W, b, v, c)[3]


def boundary_grid(params, x1, x2):
    grid = np.dstack(np.meshgrid(x1, x2))
    return np.stack([ff_nn_relu(row, *params)[:, 0] for row in grid])
