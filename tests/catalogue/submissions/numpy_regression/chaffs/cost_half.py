"""A factor one half, as other courses have it."""
mistake = "factor-half"
fails = ["check_cost"]

# %% cost
def cost(y_pred, y):
    diff = y_pred - y
    return 0.5 * np.sum(diff * diff)
