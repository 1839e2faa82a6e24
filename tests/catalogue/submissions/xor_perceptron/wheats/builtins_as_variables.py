"""Variables of the notebook that hide what Python brings: sum, max, list, len and more."""

# %% after setup
sum, max, min, abs, round = 0, 1.5, -1.5, None, 3
list = [1, 2, 3]
len, type, all, any, zip, tuple = 4, "xor", True, False, None, ()
