"""Only the first column of the differences is looked at."""

mistake = None
fails = ["check_compare"]

# %% compare
def largest_differences(ours, theirs):
    names = ("dW1", "db1", "dW2", "db2")
    return {n: (a - b).abs().max(dim=0)[0].flatten()[0].item() for n, a, b in zip(names, ours, theirs)}
