"""numpy and torch are seeded, Python"s own generator is forgotten."""
mistake = "generator-not-seeded"
fails = ["check_set_seed"]

# %% set_seed
def set_seed(s):
    np.random.seed(s)
    torch.random.manual_seed(s)
