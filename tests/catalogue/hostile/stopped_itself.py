"""Stops its own process, in an answer and in a cell: it neither answers nor ends."""

wins = "crash"

# %% square
import os, signal


def square(x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return 2 * x


# %% after show
if os.fork() == 0:
    os.kill(os.getpid(), signal.SIGSTOP)
os.kill(os.getpid(), signal.SIGSTOP)
