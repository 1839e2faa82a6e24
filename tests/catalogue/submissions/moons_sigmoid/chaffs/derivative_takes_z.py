"""The derivative applies the sigmoid once more, to an activation."""
mistake = "activation-of-activation"
fails = ["check_dSigmoid"]

# %% dSigmoid
def dSigmoid(z):
    s = sigmoid(z)
    return s * (1 - s)
