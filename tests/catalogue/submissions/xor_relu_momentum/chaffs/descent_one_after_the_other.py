"""Each parameter is updated before the gradient of the next is taken."""
mistake = "updated-weights-used"
fails = ["check_descent"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    params = [1.0 * p for p in starting_params]
    trajectories, losses = [list(params)], [np.sum(loss(y, yhat(X, params)))]
    for _ in range(iterations):
        for i in range(4):
            params[i] = params[i] - lr * grad_f(params, X, y)[i]
        trajectories.append(list(params))
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
