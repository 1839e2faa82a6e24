"""torch.mean, and then another division by N."""
mistake = "mean-twice"
fails = ["check_bce"]

# %% bce
def bce(y, a2):
    per_row = torch.where(y > 0.5, -torch.log(a2), -torch.log(1 - a2))
    return per_row.mean() / len(y)
