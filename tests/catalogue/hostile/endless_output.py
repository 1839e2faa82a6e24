"""Writes without end, so that the notebook with its result becomes too large to open."""

wins = "crash"

# %% after show
line = "x" * 10_000
for _ in range(200_000):
    print(line)
