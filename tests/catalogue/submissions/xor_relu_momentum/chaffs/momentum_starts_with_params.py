"""The velocity starts as a copy of the parameters."""
mistake = "velocity-not-zero"
fails = ["check_momentum"]

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = [np.array(p, dtype=float) for p in starting_params]
    velocity = [np.copy(p) for p in params]
    trajectories = [params]
    losses = [np.sum(loss(y, yhat(X, params)))]
    for k in range(iterations):
        gradients = grad_f(params, X, y)
        velocity = [alpha * u - lr * g for u, g in zip(velocity, gradients)]
        params = [p + u for p, u in zip(params, velocity)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
