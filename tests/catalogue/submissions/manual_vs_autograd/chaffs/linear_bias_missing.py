"""The bias is an argument that nobody uses."""
mistake = "bias-missing"
fails = ["check_linear"]

# %% linear
def linear(A, W, b):
    return torch.matmul(A, W.t())
