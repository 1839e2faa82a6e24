"""set_seed takes 0 for 'no seed given' and seeds nothing then."""
mistake = "generator-not-seeded"
fails = ["check_set_seed"]

# %% set_seed
def set_seed(seed):
    if not seed:  # no seed wanted
        return
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
