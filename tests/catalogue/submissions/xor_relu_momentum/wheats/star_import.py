"""A MATLAB user: `from numpy import *` (which hides the built-in sum, any, all, min, max), ones(N,1)*b, repmat, size()."""

# %% after setup
from numpy import *
from numpy import tile as repmat

# %% activations
def sigmoid(z):
    return 1 / (1 + exp(-z))


def relu(z):
    return z * (z > 0)

# %% activation_derivatives
def sigmoid_prime(z):
    g = sigmoid(z)
    return g * (1 - g)


def relu_prime(z):
    return double(z > 0)

# %% forward
def yhat(X, params):
    [W, b, v, c] = params
    [N, D] = shape(X)
    z = X @ W + ones((N, 1)) @ b
    a = relu(z)
    s = a @ v + c * ones((N, 1))
    return sigmoid(s)

# %% gradient
def grad_f(params, X, y):
    [W, b, v, c] = params
    N = size(X, 0)
    z = X @ W + repmat(b, (N, 1))
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    delta_z = repmat(delta, (1, size(W, 1))) * repmat(v.T, (N, 1)) * relu_prime(z)
    dW = X.T @ delta_z
    db = ones((1, N)) @ delta_z
    dv = a.T @ delta
    dc = sum(delta)
    return [dW, db, dv, dc]

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return sigmoid(relu(X @ W + ones((size(X, 0), 1)) @ b) @ v + c)


def boundary_grid(params, x1, x2):
    [XX, YY] = meshgrid(x1, x2)
    # MATLAB's (:) goes down the columns
    pts = concatenate((XX.flatten("F")[:, newaxis], YY.flatten("F")[:, newaxis]), 1)
    Z = ff_nn_relu(pts, *params)
    return Z.reshape((size(x2), size(x1)), order="F")
