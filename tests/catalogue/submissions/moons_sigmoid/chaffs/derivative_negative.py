"""The factors a and a - 1 make a negative slope."""
mistake = "sign"
fails = ["check_dSigmoid"]

# %% dSigmoid
def dSigmoid(a):
    return a * (a - 1)
