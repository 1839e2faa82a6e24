"""The sign is turned: a squared error can"t be negative."""
mistake = "sign"
fails = ["check_loss"]

# %% loss
def loss(y_true, y_output):
    return -0.5 * np.sum((y_true - y_output) ** 2)
