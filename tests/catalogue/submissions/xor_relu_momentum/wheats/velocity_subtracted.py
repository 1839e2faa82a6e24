"""The velocity carries the learning rate, points uphill and is subtracted; it is called m."""

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    theta = [np.asarray(p, dtype=float) for p in starting_params]
    m = [0.0, 0.0, 0.0, 0.0]
    trajectories = [theta]
    losses = [float(loss(y, yhat(X, theta)).sum())]
    while len(losses) <= iterations:
        g = grad_f(theta, X, y)
        m = [alpha * m[i] + lr * g[i] for i in range(4)]
        theta = [theta[i] - m[i] for i in range(4)]
        trajectories.append(theta)
        losses.append(float(loss(y, yhat(X, theta)).sum()))
    return trajectories, losses
