"""Loops for ever and handles the interrupt itself, so that no signal but the last ends it."""

wins = "crash"

# %% after show
import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    pass
