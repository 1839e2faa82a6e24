"""The logarithms have changed places."""
mistake = "classes-exchanged"
fails = ["check_bce"]

# %% bce
def bce(y, a2):
    return -(y * (1 - a2).log() + (1 - y) * a2.log()).mean()
