"""The cost is printed, not returned."""
mistake = "returns-nothing"
fails = ["check_cost"]

# %% cost
def cost(y_pred, y):
    total = np.sum((y_pred - y) ** 2)
    print(total)
