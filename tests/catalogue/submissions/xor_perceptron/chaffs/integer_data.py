"""Typed in without a dtype, so numpy makes integers."""
mistake = "integer-values"
fails = ["check_encode"]

# %% encode
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
