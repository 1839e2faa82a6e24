"""The losses begin after the first update and run one update too far."""
mistake = "history-after-update"
fails = ["check_descent_losses"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    params = [1.0 * p for p in starting_params]
    trajectories, losses = [], []
    for _ in range(iterations + 1):
        trajectories.append(params)
        params = [p - lr * g for p, g in zip(params, grad_f(params, X, y))]
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
