"""The sum is divided by the notebook"s batch_size."""
mistake = "notebook-rows"
fails = ["check_bce"]

# %% bce
def bce(y, a2):
    return -torch.sum(y * torch.log(a2) + (1 - y) * torch.log(1 - a2)) / batch_size
