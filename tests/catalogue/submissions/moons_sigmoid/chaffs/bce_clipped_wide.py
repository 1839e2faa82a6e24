"""Clips the outputs to .05 ... .95 before the logarithm; only right for outputs in between."""
mistake = "visible-inputs-only"
fails = ["check_bce"]

# %% bce
def bce(y, a2):
    p = torch.clip(a2, 0.05, 0.95)
    return -torch.mean(y * torch.log(p) + (1 - y) * torch.log(1 - p))
