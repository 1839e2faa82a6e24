"""dc is not summed, and training needs a number."""
mistake = "not-summed-over-rows"
fails = ["check_grad_c"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * relu_prime(z)
    return [X.T @ back, np.sum(back, axis=0, keepdims=True), a.T @ delta, delta.ravel()]

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
