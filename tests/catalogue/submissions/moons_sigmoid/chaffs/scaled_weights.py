"""The weights are made small, although the text wants them as drawn."""
mistake = "wrong-distribution"
fails = ["check_init_weights"]

# %% init_weights
def init_weights(I, H, O):
    W1 = 0.01 * torch.randn(I, H)
    W2 = 0.01 * torch.randn(H, O)
    return W1, W2
