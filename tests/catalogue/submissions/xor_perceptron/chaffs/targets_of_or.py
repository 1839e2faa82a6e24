"""The column of OR instead of XOR."""
mistake = "wrong-table"
fails = ["check_encode"]

# %% encode
X = np.array([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
y = np.array([[0.], [1.], [1.], [1.]])
