"""New generators are made and dropped; the global ones stay as they were."""
mistake = "generator-not-seeded"
fails = ["check_set_seed"]

# %% set_seed
def set_seed(seed):
    python_rng = random.Random(seed)
    numpy_rng = np.random.default_rng(seed)
    torch_rng = torch.Generator().manual_seed(seed)
    return python_rng, numpy_rng, torch_rng
