"""Both lists begin after the first update."""
mistake = "entries-count"
fails = ["check_descent"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    params = [1.0 * p for p in starting_params]
    trajectories, losses = [], []
    for _ in range(iterations):
        params = [p - lr * g for p, g in zip(params, grad_f(params, X, y))]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
