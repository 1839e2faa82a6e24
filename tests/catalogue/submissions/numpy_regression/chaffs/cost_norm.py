"""The Euclidean norm: a square root too many."""
mistake = "root-taken"
fails = ["check_cost"]

# %% cost
def cost(y_pred, y):
    return np.linalg.norm(y_pred - y)
