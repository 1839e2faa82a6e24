"""Another squashing function."""
mistake = "wrong-activation"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(Z):
    return torch.tanh(Z)
