"""One random column is repeated for every hidden unit."""
mistake = "units-alike"
fails = ["check_weights"]

# %% weights
n_input, n_hidden, n_output = 2, 3, 1
column = np.random.rand(n_input, 1)
hidden_weights = np.repeat(column, n_hidden, axis=1)
output_weights = np.random.rand(n_hidden, n_output)
