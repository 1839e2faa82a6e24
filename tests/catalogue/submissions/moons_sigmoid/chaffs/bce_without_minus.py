"""The formula as the original printed it, without its minus."""
mistake = "loss-negative"
fails = ["check_bce"]

# %% bce
def bce(y, a2):
    N = y.size(0)
    return 1 / N * torch.sum(y * torch.log(a2) + (1 - y) * torch.log(1 - a2))
