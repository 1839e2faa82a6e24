"""The sizes of the text are written in."""
mistake = "sizes-written-in"
fails = ["check_init_weights"]

# %% init_weights
def init_weights(I, H, O):
    W1 = torch.randn(2, 3)
    W2 = torch.randn(3, 1)
    return W1, W2
