"""The list is copied, the arrays in it are not."""
mistake = "trajectory-aliased"
fails = ["check_descent"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    W, b, v = [p.copy() for p in starting_params[:3]]
    c = starting_params[3]
    trajectories, losses = [], []
    for k in range(iterations + 1):
        trajectories.append([W, b, v, c])
        losses.append(np.sum(loss(y, yhat(X, [W, b, v, c]))))
        if k < iterations:
            dW, db, dv, dc = grad_f([W, b, v, c], X, y)
            W -= lr * dW
            b -= lr * db
            v -= lr * dv
            c -= lr * dc
    return trajectories, losses
