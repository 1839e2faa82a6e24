"""The argument is clipped to where exp is safe."""

# %% sigmoid
def sigmoid(z):
    z = np.clip(z, -500, 500)
    return 1 / (1 + np.exp(-z))
