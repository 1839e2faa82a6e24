"""Points in the order of indexing='ij', reshaped as if they were in rows."""
mistake = "grid-order"
fails = ["check_grid"]

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return yhat(X, [W, b, v, c])


def boundary_grid(params, x1, x2):
    first, second = np.meshgrid(x1, x2, indexing="ij")
    points = np.c_[first.ravel(), second.ravel()]
    return ff_nn_relu(points, *params).reshape(len(x2), len(x1))
