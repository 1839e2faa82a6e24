"""Random integers: every later fraction would be cut off."""
mistake = "integer-values"
fails = ["check_weights"]

# %% weights
n_input, n_hidden, n_output = 2, 3, 1
hidden_weights = np.array([[3, -2, 1], [4, 5, -6]])
output_weights = np.random.randint(-5, 5, size=(n_hidden, n_output))
