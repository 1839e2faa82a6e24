"""db is summed over the units, and training updates in place, which such a shape stops."""
mistake = "wrong-axis"
fails = ["check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * relu_prime(z)
    return [X.T @ back, back.sum(axis=1), a.T @ delta, np.sum(delta)]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    W, b, v = [np.array(p, dtype=float) for p in starting_params[:3]]
    c = starting_params[3]
    keep = lambda: [W.copy(), b.copy(), v.copy(), c]
    trajectories, losses = [keep()], [np.sum(loss(y, yhat(X, keep())))]
    for _ in range(iterations):
        dW, db, dv, dc = grad_f(keep(), X, y)
        W -= lr * dW
        b -= lr * db
        v -= lr * dv
        c = c - lr * dc
        trajectories.append(keep())
        losses.append(np.sum(loss(y, yhat(X, keep()))))
    return trajectories, losses
