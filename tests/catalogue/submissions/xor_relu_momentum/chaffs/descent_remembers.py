"""Lists as default arguments keep what the first call has put in."""
mistake = ["earlier-run", "entries-count"]
fails = ["check_descent", "check_descent_losses"]

# %% descent
def gradient_descent(X, y, starting_params, iterations, lr, trajectories=[], losses=[]):
    params = [1.0 * p for p in starting_params]
    trajectories.append(params)
    losses.append(np.sum(loss(y, yhat(X, params))))
    for _ in range(iterations):
        params = [p - lr * g for p, g in zip(params, grad_f(params, X, y))]
        trajectories.append(params)
        losses.append(np.sum(loss(y, yhat(X, params))))
    return trajectories, losses
