"""The bias of the output is never updated."""
mistake = "not-updated"
fails = ["check_descent"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    W, b, v, c = (1.0 * p for p in starting_params)
    trajectories, losses = [[W, b, v, c]], [np.sum(loss(y, yhat(X, [W, b, v, c])))]
    for _ in range(iterations):
        dW, db, dv, dc = grad_f([W, b, v, c], X, y)
        W, b, v = W - lr * dW, b - lr * db, v - lr * dv
        trajectories.append([W, b, v, c])
        losses.append(np.sum(loss(y, yhat(X, [W, b, v, c]))))
    return trajectories, losses
