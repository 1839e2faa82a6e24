"""It uses the notebook's X and y in place of its arguments."""
mistake = "argument-ignored"
fails = ["check_descent", "check_descent_losses"]

# %% descent
def gradient_descent(features, targets, starting_params, iterations, lr):
    params = [1.0 * p for p in starting_params]
    trajectories, losses = [params], [np.sum(loss(y, yhat(X, params)))]
    for _ in range(iterations):
        params = [p - lr * g for p, g in zip(params, grad_f(params, X, y))]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
