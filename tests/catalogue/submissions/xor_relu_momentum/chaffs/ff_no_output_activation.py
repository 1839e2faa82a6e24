"""The weighted sum of the output."""
mistake = "activation-missing"
fails = ["check_ff_nn_relu"]

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    hidden = relu(X @ W + b)
    return hidden @ v + c


def boundary_grid(params, x1, x2):
    first, second = np.meshgrid(x1, x2)
    points = np.column_stack([first.ravel(), second.ravel()])
    return ff_nn_relu(points, *params).reshape(first.shape)
