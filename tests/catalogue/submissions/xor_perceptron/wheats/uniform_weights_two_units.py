"""Two hidden units, uniform weights around zero."""

# %% weights
n_input = X.shape[1]
n_output = y.shape[1]
n_hidden = 2
hidden_weights = np.random.uniform(-1, 1, (n_input, n_hidden))
output_weights = np.random.uniform(low=-1, high=1, size=(n_hidden, n_output))
