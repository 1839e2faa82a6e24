"""Squared differences end at 10 000."""
mistake = "visible-inputs-only"
fails = ["check_cost"]

# %% cost
def cost(y_pred, y):
    return np.minimum(np.square(y_pred - y), 1e4).sum()
