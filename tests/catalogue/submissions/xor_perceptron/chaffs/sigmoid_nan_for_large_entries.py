"""exp(z) / (1 + exp(z)) gives inf / inf."""
mistake = "nan"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))
