"""The names of the parameters in place of those of the gradients."""
mistake = "wrong-keys"
fails = ["check_compare"]

# %% compare
def largest_differences(ours, theirs):
    return {n: (a - b).abs().max().item() for n, a, b in zip(PARAMETERS, ours, theirs)}
