"""The learning rate is applied twice."""
mistake = "learning-rate-twice"
fails = ["check_descent"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    W, b, v, c = starting_params
    trajectories, losses = [[W, b, v, c]], [np.sum(loss(y, yhat(X, starting_params)))]
    for _ in range(iterations):
        dW, db, dv, dc = [lr * g for g in grad_f([W, b, v, c], X, y)]
        W, b, v, c = W - lr * dW, b - lr * db, v - lr * dv, c - lr * dc
        trajectories.append([W, b, v, c])
        losses.append(np.sum(loss(y, yhat(X, [W, b, v, c]))))
    return trajectories, losses
