"""A row of tenths instead of random numbers."""
mistake = "not-random"
fails = ["check_init_weights"]

# %% init_weights
def init_weights(I, H, O):
    W1 = torch.arange(1, I * H + 1).reshape(I, H) / 10
    W2 = torch.arange(1, H * O + 1).reshape(H, O) / 10
    return W1, W2
