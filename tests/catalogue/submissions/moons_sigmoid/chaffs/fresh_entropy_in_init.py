"""torch.seed() draws a new seed from the system, so the weights never come again."""
mistake = "generator-unreached"
fails = ["check_init_weights"]

# %% init_weights
def init_weights(I, H, O):
    torch.seed()
    return torch.randn(I, H), torch.randn(H, O)
