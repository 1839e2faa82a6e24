"""Nested lists instead of arrays."""
mistake = "not-an-array"
fails = ["check_encode"]

# %% encode
X = [[0., 0.], [0., 1.], [1., 0.], [1., 1.]]
y = [[0.], [1.], [1.], [0.]]
