"""The seed of the text is written in, the argument does nothing."""
mistake = "seed-ignored"
fails = ["check_set_seed"]

# %% set_seed
def set_seed(seed=42):
    for start in (random.seed, np.random.seed, torch.manual_seed):
        start(42)
