"""No velocity at all: the last difference of the parameters is the same thing."""

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    def total(params):
        return np.sum(loss(y, yhat(X, params)))

    path = [[1.0 * p for p in starting_params]]
    before = path[0]
    for _ in range(iterations):
        now = path[-1]
        g = grad_f(now, X, y)
        path.append([p + alpha * (p - q) - lr * d for p, q, d in zip(now, before, g)])
        before = now
    return path, [total(params) for params in path]
