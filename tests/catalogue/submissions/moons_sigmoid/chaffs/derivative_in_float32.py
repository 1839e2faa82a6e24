"""The derivative casts whatever comes in to float32."""
mistake = "dtype-changed"
fails = ["check_dSigmoid"]

# %% dSigmoid
def dSigmoid(a):
    a = a.to(torch.float32)
    return torch.mul(a, 1 - a)
