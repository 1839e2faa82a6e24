"""The rows run from the last value of x2 to the first, as pixels do."""
mistake = "grid-order"
fails = ["check_grid"]

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return yhat(X, [W, b, v, c])


def boundary_grid(params, x1, x2):
    first, second = np.meshgrid(x1, x2)
    Z = ff_nn_relu(np.stack([first.ravel(), second.ravel()], axis=1), *params).reshape(first.shape)
    return np.flipud(Z)
