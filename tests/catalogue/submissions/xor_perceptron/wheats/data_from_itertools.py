"""The table is generated, the target computed."""

# %% encode
import itertools

X = np.array(list(itertools.product([0, 1], repeat=2)), dtype=np.float64)
y = np.logical_xor(X[:, [0]], X[:, [1]]).astype("float64")
