"""In each pair the parameter moves before its velocity changes."""
mistake = "velocity-late"
fails = ["check_momentum"]

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = [1.0 * p for p in starting_params]
    velocity = [0.0 * p for p in starting_params]
    trajectories, losses = [list(params)], [np.sum(loss(y, yhat(X, params)))]
    for _ in range(iterations):
        for i, g in enumerate(grad_f(params, X, y)):
            params[i] = params[i] + velocity[i]
            velocity[i] = alpha * velocity[i] - lr * g
        trajectories.append(list(params))
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
