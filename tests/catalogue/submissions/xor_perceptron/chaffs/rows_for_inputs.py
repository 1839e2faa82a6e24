"""The number of rows stands where the number of inputs belongs."""
mistake = "layer-sizes"
fails = ["check_weights"]

# %% weights
n_input, n_hidden, n_output = X.shape[0], 3, 1
hidden_weights = np.random.randn(n_input, n_hidden)
output_weights = np.random.randn(n_hidden, n_output)
