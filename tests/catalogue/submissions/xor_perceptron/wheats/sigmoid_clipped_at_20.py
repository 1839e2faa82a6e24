"""z is kept between -20 and 20."""

# %% sigmoid
def sigmoid(z):
    z = np.clip(z, -20, 20)
    return 1 / (1 + np.exp(-z))
