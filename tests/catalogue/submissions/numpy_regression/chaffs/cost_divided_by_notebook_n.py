"""The sum is divided by the notebook's N."""
mistake = "notebook-size"
fails = ["check_cost"]

# %% cost
def cost(y_pred, y):
    return ((y_pred - y) ** 2).sum() / N
