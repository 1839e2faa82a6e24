"""A @ W works in a square layer only; where it stops, the forward pass stops too."""
mistake = "matmul-shapes"
fails = ["check_linear"]

# %% linear
def linear(A, W, b):
    # works for W1 in this notebook
    Z = A @ W
    return Z + b
