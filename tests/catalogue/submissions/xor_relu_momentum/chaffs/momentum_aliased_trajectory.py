"""The arrays are changed in place and appended without copies."""
mistake = "trajectory-aliased"
fails = ["check_momentum"]

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = [np.array(p, dtype=float) for p in starting_params]
    velocity = [np.zeros_like(p) for p in params]
    trajectories, losses = [list(params)], [loss(y, yhat(X, params)).sum()]
    for _ in range(iterations):
        for p, u, g in zip(params, velocity, grad_f(params, X, y)):
            u *= alpha
            u -= lr * g
            p += u
        trajectories.append(list(params))
        losses.append(loss(y, yhat(X, params)).sum())
    return trajectories, losses
