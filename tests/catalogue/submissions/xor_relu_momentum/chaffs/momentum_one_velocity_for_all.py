"""One velocity serves all four parameters, whose shapes differ."""
mistake = "velocity-shared"
fails = ["check_momentum", "check_momentum_losses"]

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = [1.0 * p for p in starting_params]
    trajectories, losses = [list(params)], [np.sum(loss(y, yhat(X, params)))]
    velocity = 0
    for _ in range(iterations):
        for i, g in enumerate(grad_f(params, X, y)):
            velocity = alpha * velocity - lr * g
            params[i] = params[i] + velocity
        trajectories.append(list(params))
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
