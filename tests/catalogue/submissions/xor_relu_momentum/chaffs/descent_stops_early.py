"""Training stops as soon as the loss rises, so there may be fewer entries than iterations + 1."""
mistake = "entries-count"
fails = ["check_descent"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    params = [np.copy(starting_params[0]), np.copy(starting_params[1]), np.copy(starting_params[2]), starting_params[3]]
    trajectories = [params]
    losses = [np.sum(loss(y, yhat(X, params)))]
    for k in range(iterations):
        gradients = grad_f(params, X, y)
        params = [p - lr * g for p, g in zip(params, gradients)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
        if losses[-1] > losses[-2]:
            break  # no improvement any more
    return trajectories, losses
