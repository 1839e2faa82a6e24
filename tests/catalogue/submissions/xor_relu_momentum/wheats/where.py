"""np.where in the losses and in ReLU."""

# %% activations
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def relu(z):
    return np.where(z > 0, z, 0)

# %% activation_derivatives
def sigmoid_prime(z):
    s = sigmoid(z)
    return s - s**2


def relu_prime(z):
    return np.heaviside(z, 1)

# %% losses
def loss(y, y_hat):
    return np.where(y == 1, -np.log(y_hat), -np.log1p(-y_hat))


def loss_derivative(y, y_hat):
    return np.where(y == 1, -1 / y_hat, 1 / (1 - y_hat))
