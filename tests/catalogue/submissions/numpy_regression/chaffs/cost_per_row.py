"""One number for each row: summed over the outputs only."""
mistake = "not-summed-over-rows"
fails = ["check_cost"]

# %% cost
def cost(y_pred, y):
    return np.square(y_pred - y).sum(axis=1)
