"""Only the gradient of the last step is remembered."""
mistake = "previous-gradient-only"
fails = ["check_momentum"]

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = [1.0 * p for p in starting_params]
    previous = [0.0 * p for p in starting_params]
    trajectories, losses = [params], [np.sum(loss(y, yhat(X, params)))]
    for _ in range(iterations):
        current = grad_f(params, X, y)
        params = [p - lr * (g + alpha * h) for p, g, h in zip(params, current, previous)]
        previous = current
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
