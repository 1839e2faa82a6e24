"""The gradients come as a dict, and training reads it so."""
mistake = "wrong-number-of-results"
fails = ["check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    z = X @ W + b
    a = relu(z)
    delta = sigmoid(a @ v + c) - y
    back = delta @ v.T * relu_prime(z)
    return {"W": X.T @ back, "b": back.sum(0, keepdims=True), "v": a.T @ delta, "c": delta.sum()}

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    current = list(starting_params)
    trajectories, losses = [current], [np.sum(loss(y, yhat(X, current)))]
    for _ in range(iterations):
        g = grad_f(current, X, y)
        current = [p - lr * g[name] for p, name in zip(current, "Wbvc")]
        trajectories.append(current)
        losses.append(np.sum(loss(y, yhat(X, current))))
    return trajectories, losses

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    current = list(starting_params)
    velocity = {name: 0 for name in "Wbvc"}
    trajectories, losses = [current], [np.sum(loss(y, yhat(X, current)))]
    for _ in range(iterations):
        g = grad_f(current, X, y)
        velocity = {name: alpha * velocity[name] - lr * g[name] for name in "Wbvc"}
        current = [p + velocity[name] for p, name in zip(current, "Wbvc")]
        trajectories.append(current)
        losses.append(np.sum(loss(y, yhat(X, current))))
    return trajectories, losses
