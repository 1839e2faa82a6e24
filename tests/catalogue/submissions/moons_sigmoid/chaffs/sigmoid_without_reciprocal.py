"""1 + e^(-z), and the one over it is forgotten."""
mistake = "reciprocal-missing"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(z):
    denominator = torch.exp(-z).add(1)
    return denominator
