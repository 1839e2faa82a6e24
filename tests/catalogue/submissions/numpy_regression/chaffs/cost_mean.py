"""Mean squared error in place of the sum."""
mistake = "mean-for-sum"
fails = ["check_cost"]

# %% cost
def cost(y_pred, y):
    return np.mean((y_pred - y) ** 2)
