"""The sums are squeezed, so a batch of one row or a layer of one unit loses a dimension."""
mistake = "dimension-lost"
fails = ["check_linear"]

# %% linear
def linear(A, W, b):
    Z = torch.matmul(A, W.t()) + b
    return Z.squeeze()
