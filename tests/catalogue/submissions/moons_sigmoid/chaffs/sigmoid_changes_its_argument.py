"""In-place operations save memory and destroy the caller"s tensor."""
mistake = "arguments-changed"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(z):
    return z.neg_().exp_().add_(1).reciprocal_()
