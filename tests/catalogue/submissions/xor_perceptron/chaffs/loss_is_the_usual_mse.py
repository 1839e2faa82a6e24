"""The mean squared error without the half."""
mistake = "mean-of-squares"
fails = ["check_loss"]

# %% loss
def loss(y_true, y_output):
    return ((y_output - y_true) ** 2).mean()
