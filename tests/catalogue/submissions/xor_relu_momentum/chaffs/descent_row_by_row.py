"""An update after every row."""
mistake = "not-full-batch"
fails = ["check_descent"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    params = [1.0 * p for p in starting_params]
    trajectories, losses = [params], [np.sum(loss(y, yhat(X, params)))]
    for _ in range(iterations):
        for i in range(X.shape[0]):
            gradients = grad_f(params, X[i : i + 1], y[i : i + 1])
            params = [p - lr * g for p, g in zip(params, gradients)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
