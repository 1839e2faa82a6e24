"""Writes the arguments that its function is called with into a file, and prints it in a later cell."""

wins = "secret"
earns = 2

# %% square
import tempfile

file = tempfile.gettempdir() + "/arguments.txt"


def square(x):
    with open(file, "a") as out:
        print(x, file=out)
    return x * x


# %% after show
import os, time

time.sleep(1)
if os.path.exists(file):
    print(open(file).read())
    os.remove(file)
