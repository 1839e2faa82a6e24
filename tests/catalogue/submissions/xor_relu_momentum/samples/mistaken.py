"""Three typical mistakes: no ReLU mask in the gradient, a velocity that is reset in every step, a transposed grid."""

# %% answer_gradients
dL/dv = (ŷ − y) a, dL/dc = ŷ − y, dL/dW = (ŷ − y) v x, dL/db = (ŷ − y) v. I used the chain rule.

# %% activations
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)

# %% activation_derivatives
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def relu_prime(z):
    return (z > 0).astype(float)

# %% losses
def loss(y, y_hat):
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


def loss_derivative(y, y_hat):
    return (y_hat - y) / (y_hat * (1 - y_hat))

# %% forward
def yhat(X, params):
    W, b, v, c = params
    return sigmoid(relu(X @ W + b) @ v + c)

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    a = relu(X @ W + b)
    delta = sigmoid(a @ v + c) - y
    delta_z = delta @ v.T
    return [X.T @ delta_z, np.sum(delta_z, axis=0, keepdims=True), a.T @ delta, np.sum(delta)]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    params = [np.array(p, dtype=float) for p in starting_params]
    trajectories = [params]
    losses = [np.sum(loss(y, yhat(X, params)))]
    for k in range(iterations):
        grads = grad_f(params, X, y)
        params = [p - lr * g for p, g in zip(params, grads)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = [1.0 * p for p in starting_params]
    trajectories = [params]
    losses = [np.sum(loss(y, yhat(X, params)))]
    for k in range(iterations):
        velocity = [np.zeros_like(p) for p in params]
        gradients = grad_f(params, X, y)
        velocity = [alpha * u - lr * g for u, g in zip(velocity, gradients)]
        params = [p + u for p, u in zip(params, velocity)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses

# %% answer_momentum
Both curves are the same in my plot, so momentum makes no difference here.

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return sigmoid(relu(X @ W + b) @ v + c)


def boundary_grid(params, x1, x2):
    Z = np.zeros((len(x1), len(x2)))
    for i in range(len(x1)):
        for j in range(len(x2)):
            Z[i, j] = ff_nn_relu(np.array([[x1[i], x2[j]]]), *params)[0, 0]
    return Z

# %% answer_scales
Because big inputs are more important than small ones, so the network ignores the small ones.
