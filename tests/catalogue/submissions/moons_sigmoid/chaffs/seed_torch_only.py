"""Only torch is seeded; the data come from numpy."""
mistake = "generator-not-seeded"
fails = ["check_set_seed"]

# %% set_seed
def set_seed(seed):
    torch.manual_seed(seed)
