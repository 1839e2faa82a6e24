"""The list of the caller gets new arrays as entries."""
mistake = "arguments-changed"
fails = ["check_descent"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    params = starting_params
    trajectories, losses = [list(params)], [np.sum(loss(y, yhat(X, params)))]
    for _ in range(iterations):
        for i, g in enumerate(grad_f(params, X, y)):
            params[i] = params[i] - lr * g
        trajectories.append(list(params))
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
