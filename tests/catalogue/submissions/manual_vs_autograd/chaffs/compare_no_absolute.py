"""The largest signed difference."""
mistake = "absolute-missing"
fails = ["check_compare"]

# %% compare
def largest_differences(ours, theirs):
    names = ["dW1", "db1", "dW2", "db2"]
    return {n: (a - b).max().item() for n, a, b in zip(names, ours, theirs)}
