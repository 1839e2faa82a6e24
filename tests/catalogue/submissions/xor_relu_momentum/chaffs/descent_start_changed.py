"""The starting parameters are updated in place."""
mistake = "arguments-changed"
fails = ["check_descent"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    W, b, v, c = starting_params
    trajectories = [[W.copy(), b.copy(), v.copy(), c]]
    losses = [np.sum(loss(y, yhat(X, [W, b, v, c])))]
    for _ in range(iterations):
        dW, db, dv, dc = grad_f([W, b, v, c], X, y)
        W -= lr * dW
        b -= lr * db
        v -= lr * dv
        c -= lr * dc
        trajectories.append([W.copy(), b.copy(), v.copy(), c])
        losses.append(np.sum(loss(y, yhat(X, [W, b, v, c]))))
    return trajectories, losses
