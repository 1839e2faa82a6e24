"""exp(z) / (1 + exp(z)) is inf / inf for large z."""
mistake = "nan"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(Z):
    e = torch.exp(Z)
    return e / (e + 1)
