"""An average of the gradients, then a step of lr: the same damping in other words."""
mistake = "gradient-damped"
fails = ["check_momentum"]

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = [np.array(p, dtype=float) for p in starting_params]
    velocity = [np.zeros_like(p) for p in params]
    trajectories = [params]
    losses = [np.sum(loss(y, yhat(X, params)))]
    for k in range(iterations):
        gradients = grad_f(params, X, y)
        velocity = [alpha * u + (1 - alpha) * g for u, g in zip(velocity, gradients)]
        params = [p - lr * u for p, u in zip(params, velocity)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
