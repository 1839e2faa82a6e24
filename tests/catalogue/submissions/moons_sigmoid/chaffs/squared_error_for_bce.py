"""The mean squared error, from an earlier notebook."""
mistake = "wrong-loss"
fails = ["check_bce"]

# %% bce
def bce(y, a2):
    return torch.nn.functional.mse_loss(a2, y)
