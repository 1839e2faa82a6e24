"""Only W has a velocity; the other three move by plain descent."""
mistake = "velocity-reset"
fails = ["check_momentum"]

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    W, b, v, c = [1.0 * p for p in starting_params]
    u = np.zeros_like(W)
    trajectories, losses = [[W, b, v, c]], [np.sum(loss(y, yhat(X, [W, b, v, c])))]
    for _ in range(iterations):
        dW, db, dv, dc = grad_f([W, b, v, c], X, y)
        u = alpha * u - lr * dW
        W = W + u
        b = b - lr * db
        v = v - lr * dv
        c = c - lr * dc
        trajectories.append([W, b, v, c])
        losses.append(np.sum(loss(y, yhat(X, [W, b, v, c]))))
    return trajectories, losses
