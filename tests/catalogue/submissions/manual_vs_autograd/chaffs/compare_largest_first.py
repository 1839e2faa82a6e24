"""Largest entries, then their difference."""
mistake = "largest-first"
fails = ["check_compare"]

# %% compare
def largest_differences(ours, theirs):
    names = ["dW1", "db1", "dW2", "db2"]
    return {n: abs(a.abs().max() - b.abs().max()).item() for n, a, b in zip(names, ours, theirs)}
