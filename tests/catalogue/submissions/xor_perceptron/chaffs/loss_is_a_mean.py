"""The mean over all entries, where the text asks for the sum."""
mistake = "mean-for-sum"
fails = ["check_loss"]

# %% loss
def loss(y_true, y_output):
    return 0.5 * np.mean((y_true - y_output) ** 2)
