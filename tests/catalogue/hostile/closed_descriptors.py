"""Puts a file without an end, and one that is always full, over every descriptor of the process, then closes them all."""

wins = "crash"

# %% square
import os


def descriptors():
    return [int(name) for name in os.listdir("/proc/self/fd")]


def square(x):
    for number in descriptors():
        try:
            os.dup2(os.open("/dev/zero", os.O_RDWR), number)
        except OSError:
            pass
    os.closerange(3, 4096)
    return 2 * x


# %% after show
full = os.open("/dev/full", os.O_RDWR)
for number in descriptors():
    if number != full:
        try:
            os.dup2(full, number)
        except OSError:
            pass
os.closerange(0, 4096)
