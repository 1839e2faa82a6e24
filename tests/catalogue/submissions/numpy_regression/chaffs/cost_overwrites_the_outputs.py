"""The difference is a second name for y_pred and is changed in place, so the caller's outputs become the errors."""
mistake = "arguments-changed"
fails = ["check_cost"]

# %% cost
def cost(y_pred, y):
    """Summed squared error, over all rows and outputs (no mean, no factor)."""
    difference = y_pred
    difference -= y
    return float(np.sum(difference**2))
