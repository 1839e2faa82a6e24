"""The gradient step is made once more beside the velocity."""
mistake = "factor-two"
fails = ["check_momentum"]

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = [np.array(p, dtype=float) for p in starting_params]
    velocity = [np.zeros_like(p) for p in params]
    trajectories = [params]
    losses = [np.sum(loss(y, yhat(X, params)))]
    for k in range(iterations):
        gradients = grad_f(params, X, y)
        velocity = [alpha * u - lr * g for u, g in zip(velocity, gradients)]
        params = [p + u - lr * g for p, u, g in zip(params, velocity, gradients)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
