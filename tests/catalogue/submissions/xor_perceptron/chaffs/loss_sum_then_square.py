"""The differences are summed before they are squared."""
mistake = "sum-then-square"
fails = ["check_loss"]

# %% loss
def loss(y_true, y_output):
    return 0.5 * np.sum(y_true - y_output) ** 2
