"""A list in place of a dict."""
mistake = "not-a-dict"
fails = ["check_compare"]

# %% compare
def largest_differences(ours, theirs):
    return [(a - b).abs().max().item() for a, b in zip(ours, theirs)]
