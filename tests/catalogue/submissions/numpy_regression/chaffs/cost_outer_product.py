"""A matrix product of the differences multiplies every row with every other."""
mistake = "outer-product"
fails = ["check_cost"]

# %% cost
def cost(y_pred, y):
    e = y_pred - y
    return np.dot(e, e.T).sum()
