"""Only the factor 1 - a is there."""
mistake = "derivative-incomplete"
fails = ["check_dSigmoid"]

# %% dSigmoid
def dSigmoid(a):
    return torch.ones_like(a) - a
