"""The transpose is missing: it works in a square layer only."""

mistake = "matmul-shapes"
fails = ["check_linear"]

# %% linear
def linear(A, W, b):
    return A @ W + b
