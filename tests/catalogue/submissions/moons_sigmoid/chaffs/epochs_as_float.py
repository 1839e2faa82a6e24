"""A number of epochs in scientific notation is a float."""
mistake = "not-whole"
fails = ["check_sizes"]

# %% hyperparameters
epochs = 1e3
batch_size, test_size = 1000, 100
lr = 1.0
