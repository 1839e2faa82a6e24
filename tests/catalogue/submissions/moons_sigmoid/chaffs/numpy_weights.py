"""numpy arrays instead of tensors."""
mistake = "not-a-tensor"
fails = ["check_init_weights"]

# %% init_weights
def init_weights(I, H, O):
    return np.random.randn(I, H).astype(np.float32), np.random.randn(H, O).astype(np.float32)
