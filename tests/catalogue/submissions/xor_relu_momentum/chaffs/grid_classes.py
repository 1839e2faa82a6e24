"""Classes in the grid."""
mistake = "classes-for-outputs"
fails = ["check_grid"]

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return yhat(X, [W, b, v, c])


def boundary_grid(params, x1, x2):
    first, second = np.meshgrid(x1, x2)
    outputs = ff_nn_relu(np.column_stack([first.ravel(), second.ravel()]), *params)
    return (outputs > 0.5).astype(int).reshape(first.shape)
