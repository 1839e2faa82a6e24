"""Starts a process of its own session that outlives the kernel and writes a file into the course later."""

wins = "write"

# %% after show
import os, subprocess, sys
from pathlib import Path

LATER = """
import time, pathlib
time.sleep(4)
path = pathlib.Path("../../../source/vault")
if path.is_dir():
    (path / "late.txt").write_text("from a student")
time.sleep(15)
"""
subprocess.Popen([sys.executable, "-c", LATER], start_new_session=True)
