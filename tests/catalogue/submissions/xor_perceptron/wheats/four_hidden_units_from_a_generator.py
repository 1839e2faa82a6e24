"""numpy's newer generator, four hidden units, normal weights."""

# %% weights
rng = np.random.default_rng(seed=0)
n_input, n_hidden, n_output = 2, 4, 1
hidden_weights = rng.normal(scale=0.8, size=(n_input, n_hidden))
output_weights = rng.normal(scale=0.8, size=(n_hidden, n_output))
