"""`alpha or 0.9` puts a default in the place of alpha = 0, which should be plain gradient descent."""
mistake = "visible-inputs-only"
fails = ["check_momentum"]

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    alpha = alpha or 0.9
    params = [np.copy(p) if np.ndim(p) else p for p in starting_params]
    velocity = [np.zeros_like(p) for p in params]
    trajectories = [params]
    losses = [np.sum(loss(y, yhat(X, params)))]
    for k in range(iterations):
        gradients = grad_f(params, X, y)
        velocity = [alpha * u - lr * g for u, g in zip(velocity, gradients)]
        params = [p + u for p, u in zip(params, velocity)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
