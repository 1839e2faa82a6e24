"""Prints, a progress report and warnings on the way."""

# %% descent
import warnings


def gradient_descent(X, y, starting_params, iterations, lr):
    warnings.warn("this may take a while")
    print("training starts")
    params = [1.0 * p for p in starting_params]
    trajectories, losses = [params], [np.sum(loss(y, yhat(X, params)))]
    for k in range(iterations):
        params = [p - lr * g for p, g in zip(params, grad_f(params, X, y))]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
        if k % 100 == 0:
            print(k, losses[-1])
    return trajectories, losses
