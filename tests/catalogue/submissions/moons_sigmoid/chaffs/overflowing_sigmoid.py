"""e^z over 1 + e^z is inf over inf for large z."""
mistake = "nan"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(z):
    e = torch.exp(z)
    return e / (1 + e)
