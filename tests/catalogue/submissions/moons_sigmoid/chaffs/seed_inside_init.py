"""The generator is seeded inside, so every call gives the same weights."""
mistake = "seed-inside"
fails = ["check_init_weights"]

# %% init_weights
def init_weights(I, H, O):
    set_seed(42)
    W1 = torch.randn(I, H)
    W2 = torch.randn(H, O)
    return W1, W2
