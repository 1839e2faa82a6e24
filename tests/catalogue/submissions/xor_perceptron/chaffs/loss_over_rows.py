"""Divided by the number of rows."""
mistake = "mean-for-sum"
fails = ["check_loss"]

# %% loss
def loss(y_true, y_output):
    n = y_true.shape[0]
    return np.sum((y_true - y_output) ** 2) / (2 * n)
