"""The derivative is given instead of the sigmoid."""
mistake = "derivative-for-function"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(Z):
    s = 1 / (1 + torch.exp(-Z))
    return s * (1 - s)
