"""A velocity that is reset, and a db that is not summed: two mistakes, each at its place."""
mistake = ["not-summed-over-rows", "velocity-reset"]
fails = ["check_grad_b", "check_momentum"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * relu_prime(z)
    return [X.T @ back, back, a.T @ delta, np.sum(delta)]

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = [np.array(p, dtype=float) for p in starting_params]
    velocity = [np.zeros_like(p) for p in params]
    trajectories = [params]
    losses = [np.sum(loss(y, yhat(X, params)))]
    for k in range(iterations):
        velocity = [0] * 4
        gradients = grad_f(params, X, y)
        velocity = [alpha * u - lr * g for u, g in zip(velocity, gradients)]
        params = [p + u for p, u in zip(params, velocity)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
