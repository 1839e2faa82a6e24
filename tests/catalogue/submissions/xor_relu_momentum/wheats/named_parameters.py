"""Four names instead of a list, tuples in the trajectory, losses as an array."""

# %% descent
def gradient_descent(x, y, starting_params, iterations, lr):
    W, b, v, c = starting_params
    path, history = [(W.copy(), b.copy(), v.copy(), c)], [loss(y, yhat(x, (W, b, v, c))).sum()]
    for step in range(1, iterations + 1):
        dW, db, dv, dc = grad_f((W, b, v, c), x, y)
        W = W - lr * dW
        b = b - lr * db
        v = v - lr * dv
        c = c - lr * dc
        path.append((W.copy(), b.copy(), v.copy(), c))
        history.append(loss(y, yhat(x, path[-1])).sum())
    return path, np.array(history)

# %% momentum
def gradient_descent_momentum(x, y, starting_params, iterations, lr, alpha):
    W, b, v, c = starting_params
    vel_W, vel_b, vel_v, vel_c = 0, 0, 0, 0
    path, history = [(W.copy(), b.copy(), v.copy(), c)], [loss(y, yhat(x, (W, b, v, c))).sum()]
    for step in range(1, iterations + 1):
        dW, db, dv, dc = grad_f((W, b, v, c), x, y)
        vel_W = alpha * vel_W - lr * dW
        vel_b = alpha * vel_b - lr * db
        vel_v = alpha * vel_v - lr * dv
        vel_c = alpha * vel_c - lr * dc
        W, b, v, c = W + vel_W, b + vel_b, v + vel_v, c + vel_c
        path.append((W, b, v, c))
        history.append(loss(y, yhat(x, path[-1])).sum())
    return tuple(path), np.array(history)
