"""Einstein sums in the gradient, a stable sigmoid, the mask as booleans."""

# %% activations
def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))


def relu(z):
    return z * (z > 0)

# %% activation_derivatives
def sigmoid_prime(z):
    return 0.25 / np.cosh(z / 2) ** 2


def relu_prime(z):
    return z >= 0

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = np.einsum("nd,dh->nh", X, W) + b
    a = relu(z)
    delta = sigmoid(np.einsum("nh,ho->no", a, v) + c) - y
    back = np.einsum("no,ho,nh->nh", delta, v, relu_prime(z))
    return [
        np.einsum("nd,nh->dh", X, back),
        np.einsum("nh->h", back)[np.newaxis, :],
        np.einsum("nh,no->ho", a, delta),
        np.einsum("no->", delta),
    ]
