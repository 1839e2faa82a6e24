"""One output for each class, although the targets have one column."""
mistake = "layer-sizes"
fails = ["check_sizes"]

# %% sizes
I = 2
H = 4
O = 2
