"""All weights start at zero."""
mistake = "all-alike"
fails = ["check_init_weights"]

# %% init_weights
def init_weights(I, H, O):
    W1 = torch.zeros((I, H))
    W2 = torch.zeros((H, O))
    return W1, W2
