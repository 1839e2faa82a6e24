"""Forks twice, so that nobody knows whose child the process is, and goes on when the kernel is gone."""

wins = "write"

# %% after show
import os, time

if os.fork() == 0:
    os.setsid()
    if os.fork():
        os._exit(0)
    for number in range(3, 256):
        try:
            os.close(number)
        except OSError:
            pass
    time.sleep(20)
    os._exit(0)
