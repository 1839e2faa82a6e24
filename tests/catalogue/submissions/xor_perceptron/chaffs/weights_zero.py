"""All weights start at zero."""
mistake = "all-alike"
fails = ["check_weights"]

# %% weights
n_input, n_hidden, n_output = 2, 3, 1
hidden_weights = np.zeros((n_input, n_hidden))
output_weights = np.zeros((n_hidden, n_output))
