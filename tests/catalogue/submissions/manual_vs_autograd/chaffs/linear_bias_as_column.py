"""The bias is turned into a column, as if the rows of A were units."""
mistake = "elementwise-shapes"
fails = ["check_linear"]

# %% linear
def linear(A, W, b):
    return torch.mm(A, W.T) + b.reshape(-1, 1)
