"""Each column of the table became a row."""
mistake = "transposed"
fails = ["check_encode"]

# %% encode
X = np.array([[0, 0, 1, 1], [0, 1, 0, 1]], dtype=float)
y = np.array([[0, 1, 1, 0]], dtype=float)
