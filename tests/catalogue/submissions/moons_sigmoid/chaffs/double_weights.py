"""float64 weights, which do not fit the float32 data."""
mistake = "wrong-dtype"
fails = ["check_init_weights"]

# %% init_weights
def init_weights(I, H, O):
    W1 = torch.randn(I, H, dtype=torch.double)
    W2 = torch.randn(H, O, dtype=torch.double)
    return W1, W2
