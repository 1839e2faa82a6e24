"""A matrix product of the differences, then a sum over all of it."""
mistake = "outer-product"
fails = ["check_loss"]

# %% loss
def loss(y_true, y_output):
    e = y_true - y_output
    return 0.5 * np.sum(np.dot(e, e.T))
