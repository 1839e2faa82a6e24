"""Loops over rows and units everywhere."""

# %% activations
def sigmoid(z):
    out = np.empty_like(z)
    for index in np.ndindex(z.shape):
        out[index] = 1 / (1 + np.exp(-z[index]))
    return out


def relu(z):
    out = z.copy()
    for index in np.ndindex(z.shape):
        if out[index] < 0:
            out[index] = 0
    return out

# %% activation_derivatives
def sigmoid_prime(z):
    out = np.empty_like(z)
    for index, value in np.ndenumerate(z):
        out[index] = np.exp(-value) / (1 + np.exp(-value)) ** 2
    return out


def relu_prime(z):
    out = np.zeros(z.shape)
    for index, value in np.ndenumerate(z):
        if value > 0:
            out[index] = 1
    return out

# %% losses
def loss(y, y_hat):
    values = []
    for target, output in zip(y, y_hat):
        values.append(-np.log(output) if target == 1 else -np.log(1 - output))
    return np.array(values)


def loss_derivative(y, y_hat):
    values = np.zeros_like(y_hat)
    for i in range(len(y)):
        values[i] = -1 / y_hat[i] if y[i] == 1 else 1 / (1 - y_hat[i])
    return values

# %% forward
def yhat(X, params):
    W, b, v, c = params
    outputs = []
    for x in X:
        s = c
        for j in range(W.shape[1]):
            z = b[0, j] + sum(W[i, j] * x[i] for i in range(len(x)))
            s = s + v[j, 0] * max(0.0, z)
        outputs.append([1 / (1 + np.exp(-s))])
    return np.array(outputs)

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    dW, db, dv, dc = np.zeros(W.shape), np.zeros(b.shape), np.zeros(v.shape), 0.0
    for x, target in zip(X, y):
        z = [b[0, j] + W[:, j] @ x for j in range(W.shape[1])]
        a = [max(0.0, value) for value in z]
        s = sum(v[j, 0] * a[j] for j in range(len(a))) + c
        delta = 1 / (1 + np.exp(-s)) - target[0]
        dc += delta
        for j in range(len(a)):
            dv[j, 0] += delta * a[j]
            if z[j] > 0:
                db[0, j] += delta * v[j, 0]
                for i in range(len(x)):
                    dW[i, j] += delta * v[j, 0] * x[i]
    return dW, db, dv, dc

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return np.array([yhat(x.reshape(1, -1), [W, b, v, c])[0] for x in X])


def boundary_grid(params, x1, x2):
    W, b, v, c = params
    Z = np.zeros((len(x2), len(x1)))
    for column, first in enumerate(x1):
        for row, second in enumerate(x2):
            Z[row, column] = ff_nn_relu(np.array([[first, second]]), W, b, v, c)[0, 0]
    return Z
