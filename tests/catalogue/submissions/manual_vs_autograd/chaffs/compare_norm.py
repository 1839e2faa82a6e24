"""The norm of the differences."""
mistake = "norm-for-largest"
fails = ["check_compare"]

# %% compare
def largest_differences(ours, theirs):
    names = ["dW1", "db1", "dW2", "db2"]
    return {n: torch.norm(a - b).item() for n, a, b in zip(names, ours, theirs)}
