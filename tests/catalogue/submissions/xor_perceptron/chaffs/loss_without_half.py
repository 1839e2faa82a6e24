"""The factor one half is missing."""
mistake = "factor-two"
fails = ["check_loss"]

# %% loss
def loss(y_true, y_output):
    return np.sum(np.square(y_true - y_output))
