"""The shape of the hidden weights is turned round."""
mistake = "transposed"
fails = ["check_weights"]

# %% weights
n_input, n_hidden, n_output = 2, 3, 1
hidden_weights = np.random.randn(n_hidden, n_input)
output_weights = np.random.randn(n_hidden, n_output)
