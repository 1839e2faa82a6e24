"""Step and velocity have different signs: the gradient is subtracted, the velocity (which points downhill) as well."""
mistake = "momentum-sign"
fails = ["check_momentum"]

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    W, b, v, c = [1.0 * p for p in starting_params]
    mW, mb, mv, mc = 0 * W, 0 * b, 0 * v, 0.0
    trajectories, losses = [[W, b, v, c]], [np.sum(loss(y, yhat(X, [W, b, v, c])))]
    for _ in range(iterations):
        dW, db, dv, dc = grad_f([W, b, v, c], X, y)
        mW = lr * dW - alpha * mW
        mb = lr * db - alpha * mb
        mv = lr * dv - alpha * mv
        mc = lr * dc - alpha * mc
        W, b, v, c = W - mW, b - mb, v - mv, c - mc
        trajectories.append([W, b, v, c])
        losses.append(np.sum(loss(y, yhat(X, [W, b, v, c]))))
    return trajectories, losses
