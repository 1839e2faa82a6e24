"""Ends the kernel in the last cell, so that the class waits for a result that does not come."""

wins = "crash"

# %% after show
import os

os._exit(0)
