"""The loss of the last parameters is missing."""
mistake = "entries-count"
fails = ["check_descent_losses"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    params = [1.0 * p for p in starting_params]
    trajectories, losses = [params], []
    for _ in range(iterations):
        losses.append(np.sum(loss(y, yhat(X, params))))
        params = [p - lr * g for p, g in zip(params, grad_f(params, X, y))]
        trajectories.append(params)
    return trajectories, losses
