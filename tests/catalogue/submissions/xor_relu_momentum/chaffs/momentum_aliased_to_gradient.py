"""The velocity is kept under the gradient's name and so overwritten with it."""
mistake = "velocity-reset"
fails = ["check_momentum"]

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = [1.0 * p for p in starting_params]
    velocity = [0.0 * p for p in starting_params]
    trajectories, losses = [params], [np.sum(loss(y, yhat(X, params)))]
    for _ in range(iterations):
        velocity = gradients = list(grad_f(params, X, y))
        for i in range(4):
            velocity[i] = alpha * (velocity[i] - gradients[i]) - lr * gradients[i]
        params = [p + u for p, u in zip(params, velocity)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
