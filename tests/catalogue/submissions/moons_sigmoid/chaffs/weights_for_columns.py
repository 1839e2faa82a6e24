"""Shapes as in books where the examples are columns."""
mistake = "transposed"
fails = ["check_init_weights"]

# %% init_weights
def init_weights(I, H, O):
    W1 = torch.randn(H, I)
    W2 = torch.randn(O, H)
    return W1, W2
