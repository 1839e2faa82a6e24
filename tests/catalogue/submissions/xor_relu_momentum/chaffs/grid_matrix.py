"""The grid is an np.matrix."""
mistake = "np-matrix"
fails = ["check_grid"]

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return yhat(X, [W, b, v, c])


def boundary_grid(params, x1, x2):
    return np.asmatrix([[yhat(np.array([[p, q]]), params).item() for p in x1] for q in x2])
