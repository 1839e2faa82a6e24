"""Absolute differences, not squared ones."""
mistake = "absolute-error"
fails = ["check_cost"]

# %% cost
def cost(y_pred, y):
    return np.abs(y_pred - y).sum()
