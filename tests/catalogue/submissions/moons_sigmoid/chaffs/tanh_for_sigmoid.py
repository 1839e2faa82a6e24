"""The hyperbolic tangent stands for the logistic function."""
mistake = "wrong-activation"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(z):
    return torch.tanh(z)
