"""One list of arrays, changed in place, is appended again and again."""
mistake = "trajectory-aliased"
fails = ["check_descent"]

# %% descent
import copy


def gradient_descent(X, y, starting_params, iterations, lr):
    params = copy.deepcopy(starting_params)
    trajectories, losses = [params], [np.sum(loss(y, yhat(X, params)))]
    for _ in range(iterations):
        gradients = grad_f(params, X, y)
        for i in range(4):
            params[i] -= lr * gradients[i]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
