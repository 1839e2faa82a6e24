"""Zeros and ones of the target are turned round."""
mistake = "wrong-table"
fails = ["check_encode"]

# %% encode
X = np.array([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
y = 1 - (X[:, :1] + X[:, 1:]) % 2
