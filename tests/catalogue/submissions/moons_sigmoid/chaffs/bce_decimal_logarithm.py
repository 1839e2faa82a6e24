"""The decimal logarithm."""
mistake = "wrong-logarithm"
fails = ["check_bce"]

# %% bce
def bce(y, a2):
    return -torch.mean(y * torch.log10(a2) + (1 - y) * torch.log10(1 - a2))
