"""The starting parameters move along."""
mistake = "arguments-changed"
fails = ["check_momentum"]

# %% momentum
import copy


def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = starting_params
    velocity = [np.zeros_like(p) for p in params]
    trajectories, losses = [copy.deepcopy(params)], [loss(y, yhat(X, params)).sum()]
    for _ in range(iterations):
        gradients = grad_f(params, X, y)
        for i in range(len(params)):
            velocity[i] = alpha * velocity[i] - lr * gradients[i]
            params[i] += velocity[i]
        trajectories.append(copy.deepcopy(params))
        losses.append(loss(y, yhat(X, params)).sum())
    return trajectories, losses
