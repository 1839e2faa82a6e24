"""Writes all its memory anew before each check, while the copies that wait for the checks hold on to what was there."""

wins = "crash"
elsewhere = "a machine with little memory"
earns = 6

# %% square
hold = bytearray(b"a") * (700 * 2**20)


def square(x):
    return x * x


# %% gradient
hold = None
hold = bytearray(b"b") * (700 * 2**20)


def gradient(X, y, w):
    return 2 * X.T @ (X @ w - y) / len(X)


# %% losses
hold = None
hold = bytearray(b"c") * (700 * 2**20)
losses = [4.0, 1.0, 0.25]

# %% honest
hold = None
hold = bytearray(b"d") * (700 * 2**20)


def honest(x):
    return x + 1
