"""W2 is drawn before W1."""
mistake = "draw-order"
fails = ["check_init_weights"]

# %% init_weights
def init_weights(I, H, O):
    W2 = torch.randn((H, O))
    W1 = torch.randn((I, H))
    return W1, W2
