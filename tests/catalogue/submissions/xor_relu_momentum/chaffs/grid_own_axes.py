"""The grid is always that of the picture: from −2 to 2."""
mistake = "other-axes"
fails = ["check_grid"]

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return yhat(X, [W, b, v, c])


def boundary_grid(params, x1, x2):
    first, second = np.meshgrid(np.linspace(-2, 2, len(x1)), np.linspace(-2, 2, len(x2)))
    points = np.column_stack([first.ravel(), second.ravel()])
    return ff_nn_relu(points, *params).reshape(first.shape)
