"""All weights start at one half."""
mistake = "all-alike"
fails = ["check_weights"]

# %% weights
n_input, n_hidden, n_output = 2, 4, 1
hidden_weights = np.full((n_input, n_hidden), 0.5)
output_weights = np.full((n_hidden, n_output), 0.5)
