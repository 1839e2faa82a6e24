"""Losses as arrays with one entry, the sum by a product with ones, arrays of no dimensions for c."""

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    params = [np.array(p, dtype=np.float64) for p in starting_params]
    trajectories = [[p.copy() for p in params]]
    losses = [np.ones((1, len(y))) @ loss(y, yhat(X, params))]
    for _ in range(iterations):
        for p, g in zip(params, grad_f(params, X, y)):
            p -= lr * np.asarray(g)
        trajectories.append([p.copy() for p in params])
        losses.append(np.ones((1, len(y))) @ loss(y, yhat(X, params)))
    return trajectories, losses
