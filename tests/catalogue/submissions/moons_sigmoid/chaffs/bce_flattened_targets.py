"""Flattened targets against a column of outputs: a table of N by N."""
mistake = "broadcast-outer"
fails = ["check_bce"]

# %% bce
def bce(y, a2):
    y = y.squeeze()
    return -torch.mean(y * torch.log(a2) + (1 - y) * torch.log(1 - a2))
