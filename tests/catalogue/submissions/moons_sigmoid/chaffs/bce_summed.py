"""The sum over the rows instead of the mean."""
mistake = "mean-missing"
fails = ["check_bce"]

# %% bce
def bce(y, a2):
    loss = 0.0
    for target, output in zip(y, a2):
        loss = loss - target * torch.log(output) - (1 - target) * torch.log(1 - output)
    return loss.sum()
