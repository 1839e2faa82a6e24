"""Numbers that somebody chose instead of random ones."""
mistake = "not-random"
fails = ["check_weights"]

# %% weights
n_input, n_hidden, n_output = 2, 3, 1
hidden_weights = np.array([[0.2, -0.4, 0.7], [0.5, 0.9, -0.3]])
output_weights = np.array([[0.3], [-0.8], [0.6]])
