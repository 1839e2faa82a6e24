"""dSigmoid multiplies in place and so replaces the activations that it was given."""
mistake = "arguments-changed"
fails = ["check_dSigmoid"]

# %% dSigmoid
def dSigmoid(a):
    a *= 1 - a
    return a
