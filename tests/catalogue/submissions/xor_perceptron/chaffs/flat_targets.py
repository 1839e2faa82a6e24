"""y is a flat array of four."""
mistake = "dimension-lost"
fails = ["check_encode"]

# %% encode
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
y = np.array([0, 1, 1, 0], dtype=float)

