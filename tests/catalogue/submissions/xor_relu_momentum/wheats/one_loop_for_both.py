"""One optimiser serves both: plain descent is momentum with alpha 0."""

# %% descent
def _optimise(X, y, starting_params, iterations, lr, alpha):
    params = [np.array(p, float) for p in starting_params]
    velocity = [np.zeros_like(p) for p in params]
    for k in range(iterations + 1):
        yield params, loss(y, yhat(X, params)).sum()
        if k == iterations:
            return
        velocity = [alpha * u - lr * g for u, g in zip(velocity, grad_f(params, X, y))]
        params = [p + u for p, u in zip(params, velocity)]


def gradient_descent(X, y, starting_params, iterations, lr):
    steps = list(_optimise(X, y, starting_params, iterations, lr, 0.0))
    return [params for params, _ in steps], [value for _, value in steps]

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    steps = list(_optimise(X, y, starting_params, iterations, lr, alpha))
    return [params for params, _ in steps], [value for _, value in steps]
