"""Deep copies, then updates in place; copies are appended."""

# %% descent
import copy


def gradient_descent(X, y, starting_params, iterations, lr):
    params = copy.deepcopy(starting_params)
    trajectories, losses = [copy.deepcopy(params)], [np.sum(loss(y, yhat(X, params)))]
    for _ in range(iterations):
        gradients = grad_f(params, X, y)
        for i in range(len(params)):
            params[i] -= lr * gradients[i]
        trajectories.append(copy.deepcopy(params))
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = copy.deepcopy(starting_params)
    velocity = [np.zeros_like(p) for p in params]
    trajectories, losses = [copy.deepcopy(params)], [np.sum(loss(y, yhat(X, params)))]
    for _ in range(iterations):
        gradients = grad_f(params, X, y)
        for i in range(len(params)):
            velocity[i] *= alpha
            velocity[i] -= lr * gradients[i]
            params[i] += velocity[i]
        trajectories.append(copy.deepcopy(params))
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
