"""The norm instead of its square."""
mistake = "root-taken"
fails = ["check_loss"]

# %% loss
def loss(y_true, y_output):
    return 0.5 * np.linalg.norm(y_true - y_output)
