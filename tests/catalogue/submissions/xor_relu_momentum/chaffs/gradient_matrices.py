"""The gradients come as np.matrix; training turns them back."""
mistake = "np-matrix"
fails = ["check_grad_v", "check_grad_W", "check_grad_b"]

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    Xm, ym = np.asmatrix(X), np.asmatrix(y)
    z = Xm * W + b
    a = np.maximum(z, 0)
    delta = sigmoid(a * v + c) - ym
    back = np.multiply(delta * v.T, z > 0)
    return [Xm.T * back, back.sum(axis=0), a.T * delta, delta.sum()]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    params = [np.array(p, dtype=float) for p in starting_params]
    trajectories = [params]
    losses = [np.sum(loss(y, yhat(X, params)))]
    for k in range(iterations):
        grads = grad_f(params, X, y)
        params = [np.asarray(p - lr * g) for p, g in zip(params, grads)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = [np.array(p, dtype=float) for p in starting_params]
    speed = [np.zeros(np.shape(p)) for p in params]
    trajectories, losses = [params], [np.sum(loss(y, yhat(X, params)))]
    for _ in range(iterations):
        speed = [np.asarray(alpha * s - lr * g) for s, g in zip(speed, grad_f(params, X, y))]
        params = [p + s for p, s in zip(params, speed)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
