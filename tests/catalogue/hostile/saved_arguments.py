"""Saves the arguments that its function is called with, and prints them in a later cell."""

wins = "secret"
earns = 2

# %% square
seen = []


def square(x):
    seen.append(x)
    return x * x


# %% after show
print(seen)
