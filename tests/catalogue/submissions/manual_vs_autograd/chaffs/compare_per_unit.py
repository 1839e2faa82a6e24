"""One difference for each column."""
mistake = "not-a-number"
fails = ["check_compare"]

# %% compare
def largest_differences(ours, theirs):
    names = ["dW1", "db1", "dW2", "db2"]
    return {n: (a - b).abs().max(dim=0).values for n, a, b in zip(names, ours, theirs)}
