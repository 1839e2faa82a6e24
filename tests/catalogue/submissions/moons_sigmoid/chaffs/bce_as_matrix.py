"""The products with a transpose keep the shape (1, 1)."""
mistake = "not-a-number"
fails = ["check_bce"]

# %% bce
def bce(y, a2):
    n = y.shape[0]
    return -(y.T @ torch.log(a2) + (1 - y).T @ torch.log(1 - a2)) / n
