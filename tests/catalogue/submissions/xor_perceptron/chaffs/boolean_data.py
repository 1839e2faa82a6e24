"""The columns stay booleans, as the comparison gave them."""
mistake = "boolean-values"
fails = ["check_encode"]

# %% encode
X = np.array([[False, False], [False, True], [True, False], [True, True]])
y = np.logical_xor(X[:, 0], X[:, 1]).reshape(4, 1)
