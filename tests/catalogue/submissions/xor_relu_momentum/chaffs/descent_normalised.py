"""The gradient is divided by its length."""
mistake = "step-factor"
fails = ["check_descent"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    params = [np.array(p, dtype=float) for p in starting_params]
    trajectories = [params]
    losses = [np.sum(loss(y, yhat(X, params)))]
    for k in range(iterations):
        grads = grad_f(params, X, y)
        params = [p - lr * g / np.linalg.norm(g) for p, g in zip(params, grads)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
