"""The seed's habit: everything becomes an np.matrix."""
mistake = "np-matrix"
fails = ["check_descent"]

# %% losses
def loss(y, y_hat):
    return -np.multiply(y, np.log(y_hat)) - np.multiply(1 - y, np.log(1 - y_hat))


def loss_derivative(y, y_hat):
    return np.divide(y_hat - y, np.multiply(y_hat, 1 - y_hat))

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = np.multiply(delta @ v.T, relu_prime(z))
    return [X.T @ back, np.sum(back, axis=0).reshape(1, -1), a.T @ delta, np.sum(delta)]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    X, y = np.asmatrix(X), np.asmatrix(y)
    params = [1.0 * p for p in starting_params]
    trajectories, losses = [params], [np.sum(loss(y, yhat(X, params)))]
    for _ in range(iterations):
        params = [p - lr * g for p, g in zip(params, grad_f(params, X, y))]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
