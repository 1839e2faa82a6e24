"""Rows run along x1, columns along x2."""
mistake = "transposed"
fails = ["check_grid"]

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return yhat(X, [W, b, v, c])


def boundary_grid(params, x1, x2):
    Z = np.zeros((len(x1), len(x2)))
    for countx, i in enumerate(x1):
        for county, j in enumerate(x2):
            Z[countx][county] = ff_nn_relu(np.array([[i, j]]), *params).item()
    return Z
