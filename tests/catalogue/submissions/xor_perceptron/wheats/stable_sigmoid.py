"""A sigmoid that never overflows, by np.where."""

# %% sigmoid
def sigmoid(z):
    z = np.asarray(z)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)
