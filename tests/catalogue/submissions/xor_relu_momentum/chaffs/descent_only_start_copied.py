"""The start is copied, all later entries are one and the same list."""
mistake = "trajectory-aliased"
fails = ["check_descent"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    params = [1.0 * p for p in starting_params]
    trajectories, losses = [list(starting_params)], [np.sum(loss(y, yhat(X, params)))]
    for _ in range(iterations):
        gradients = grad_f(params, X, y)
        for i in range(4):
            params[i] = params[i] - lr * gradients[i]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
