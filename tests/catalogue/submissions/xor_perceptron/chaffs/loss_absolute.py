"""Absolute instead of squared differences."""
mistake = "absolute-error"
fails = ["check_loss"]

# %% loss
def loss(y_true, y_output):
    return 0.5 * np.sum(np.abs(y_true - y_output))
