"""A learning rate of zero learns nothing."""
mistake = "out-of-range"
fails = ["check_sizes"]

# %% hyperparameters
epochs, batch_size, test_size, lr = 1000, 1000, 100, 0.0
