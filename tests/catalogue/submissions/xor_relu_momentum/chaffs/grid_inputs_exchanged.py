"""The shape is right, but x2 goes in as the first input."""
mistake = "grid-order"
fails = ["check_grid"]

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return yhat(X, [W, b, v, c])


def boundary_grid(params, x1, x2):
    Z = np.zeros((len(x2), len(x1)))
    for row, second in enumerate(x2):
        for column, first in enumerate(x1):
            Z[row, column] = yhat(np.array([[second, first]]), params).item()
    return Z
