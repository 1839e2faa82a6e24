"""The number of inputs is taken for the number of examples."""
mistake = "layer-sizes"
fails = ["check_sizes"]

# %% sizes
H = 3
I, O = batch_size, 1
