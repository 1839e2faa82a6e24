"""The results come in another order, and training unpacks them in that order."""
mistake = "swapped"
fails = ["check_grad_v", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * relu_prime(z)
    return [X.T @ back, a.T @ delta, np.sum(back, axis=0, keepdims=True), np.sum(delta)]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    W, b, v, c = [np.array(p) for p in starting_params]
    trajectories, losses = [[W, b, v, c]], [loss(y, yhat(X, [W, b, v, c])).sum()]
    for _ in range(iterations):
        dW, dv, db, dc = grad_f([W, b, v, c], X, y)
        W, b, v, c = W - lr * dW, b - lr * db, v - lr * dv, c - lr * dc
        trajectories.append([W, b, v, c])
        losses.append(loss(y, yhat(X, [W, b, v, c])).sum())
    return trajectories, losses

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    W, b, v, c = [np.array(p) for p in starting_params]
    uW, ub, uv, uc = 0, 0, 0, 0
    trajectories, losses = [[W, b, v, c]], [loss(y, yhat(X, [W, b, v, c])).sum()]
    for _ in range(iterations):
        dW, dv, db, dc = grad_f([W, b, v, c], X, y)
        uW, ub, uv, uc = alpha * uW - lr * dW, alpha * ub - lr * db, alpha * uv - lr * dv, alpha * uc - lr * dc
        W, b, v, c = W + uW, b + ub, v + uv, c + uc
        trajectories.append([W, b, v, c])
        losses.append(loss(y, yhat(X, [W, b, v, c])).sum())
    return trajectories, losses
