"""The axes are sorted first, in the caller's own arrays."""
mistake = "arguments-changed"
fails = ["check_grid"]

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return yhat(X, [W, b, v, c])


def boundary_grid(params, x1, x2):
    x1.sort()
    x2.sort()
    first, second = np.meshgrid(x1, x2)
    points = np.column_stack([first.ravel(), second.ravel()])
    return ff_nn_relu(points, *params).reshape(first.shape)
