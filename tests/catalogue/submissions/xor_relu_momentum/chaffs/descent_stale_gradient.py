"""The gradient is taken once, at the start."""
mistake = "stale-gradient"
fails = ["check_descent"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    params = [1.0 * p for p in starting_params]
    trajectories, losses = [params], [np.sum(loss(y, yhat(X, params)))]
    gradients = grad_f(params, X, y)
    for _ in range(iterations):
        params = [p - lr * g for p, g in zip(params, gradients)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
