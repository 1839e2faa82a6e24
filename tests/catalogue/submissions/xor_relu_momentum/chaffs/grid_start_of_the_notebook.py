"""The grid shows the notebook's start parameters, whatever it is given."""
mistake = "params-ignored"
fails = ["check_grid"]

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return yhat(X, [W, b, v, c])


def boundary_grid(params, x1, x2):
    first, second = np.meshgrid(x1, x2)
    points = np.column_stack([first.ravel(), second.ravel()])
    return ff_nn_relu(points, *params_init).reshape(first.shape)
