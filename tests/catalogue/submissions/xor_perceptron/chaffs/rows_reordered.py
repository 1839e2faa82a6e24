"""The rows stand in another order than in the table."""
mistake = "row-order"
fails = ["check_encode"]

# %% encode
X = np.array([[0., 0.], [1., 0.], [0., 1.], [1., 1.]])
y = np.array([[0.], [1.], [1.], [0.]])
