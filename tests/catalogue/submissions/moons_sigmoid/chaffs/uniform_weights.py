"""torch.rand draws from [0, 1), not from the normal distribution."""
mistake = "wrong-distribution"
fails = ["check_init_weights"]

# %% init_weights
def init_weights(I, H, O):
    return torch.rand(I, H), torch.rand(H, O)
