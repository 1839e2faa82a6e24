"""1 - a^2 belongs to tanh."""
mistake = "wrong-derivative"
fails = ["check_dSigmoid"]

# %% dSigmoid
dSigmoid = lambda a: 1 - a.pow(2)
