"""Answers with arrays of a billion entries that take no memory, with integers of a million digits and long texts."""

wins = "crash"
elsewhere = "a grader that takes an answer of any size"

# %% square
def square(x):
    return 10**1_000_000


# %% gradient
def gradient(X, y, w):
    return np.broadcast_to(0.0, (1_000_000_000,))


# %% losses
losses = ["x" * 2**27, 1.0, 1.0]
