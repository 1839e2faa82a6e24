"""The mean of the differences."""
mistake = "mean-for-largest"
fails = ["check_compare"]

# %% compare
def largest_differences(ours, theirs):
    table = {}
    for n, a, b in zip(["dW1", "db1", "dW2", "db2"], ours, theirs):
        table[n] = float(torch.mean(torch.abs(a - b)))
    return table
