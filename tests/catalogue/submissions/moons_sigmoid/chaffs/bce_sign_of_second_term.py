"""The minus belongs to both terms; the second one lost it."""
mistake = "negative-class-sign"
fails = ["check_bce"]

# %% bce
def bce(y, a2):
    first = -y * torch.log(a2)
    second = (1 - y) * torch.log(1 - a2)
    return torch.mean(first + second)
