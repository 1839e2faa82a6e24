"""The sum is divided by the number of rows."""
mistake = "mean-for-sum"
fails = ["check_cost"]

# %% cost
def cost(y_pred, y):
    n = len(y)
    return np.square(y_pred - y).sum() / n
