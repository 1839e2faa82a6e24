"""`ff_nn_relu` uses the notebook's own parameters."""
mistake = "argument-ignored"
fails = ["check_ff_nn_relu"]

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return yhat(X, params_init)


def boundary_grid(params, x1, x2):
    first, second = np.meshgrid(x1, x2)
    points = np.column_stack([first.ravel(), second.ravel()])
    return ff_nn_relu(points, *params).reshape(first.shape)
