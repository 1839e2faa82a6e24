"""The velocity is a variable of the notebook, and a second run goes on with it."""
mistake = ["earlier-run", "argument-ignored"]
fails = ["check_momentum", "check_momentum_losses"]

# %% momentum
velocity = [0, 0, 0, 0]


def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = [1.0 * p for p in starting_params]
    trajectories, losses = [params], [np.sum(loss(y, yhat(X, params)))]
    for _ in range(iterations):
        gradients = grad_f(params, X, y)
        for i in range(4):
            velocity[i] = alpha * velocity[i] - lr * gradients[i]
        params = [p + u for p, u in zip(params, velocity)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
