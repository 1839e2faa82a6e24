"""Cross entropy instead of the squared error."""
mistake = "wrong-loss"
fails = ["check_loss"]

# %% loss
def loss(y_true, y_output):
    return -np.sum(y_true * np.log(y_output) + (1 - y_true) * np.log(1 - y_output))
