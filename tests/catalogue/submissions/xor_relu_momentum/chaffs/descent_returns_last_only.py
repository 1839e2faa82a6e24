"""Only the last parameters and the last loss come back."""
mistake = ["wrong-entries", "not-a-list"]
fails = ["check_descent", "check_descent_losses"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr):
    params = [np.array(p, dtype=float) for p in starting_params]
    trajectories = [params]
    losses = [np.sum(loss(y, yhat(X, params)))]
    for k in range(iterations):
        grads = grad_f(params, X, y)
        params = [p - lr * g for p, g in zip(params, grads)]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return params, losses[-1]
