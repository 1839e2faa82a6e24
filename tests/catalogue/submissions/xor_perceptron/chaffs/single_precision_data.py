"""The text asks for float64, this is float32."""
mistake = "wrong-dtype"
fails = ["check_encode"]

# %% encode
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float32)
y = np.array([[0], [1], [1], [0]], dtype=np.float32)
