"""Goes to another folder, changes where Python searches for modules and leaves the directory for the next one."""

wins = "write"

# %% after show
import os, sys
from pathlib import Path

sys.path[:0] = ["/", ".."]
try:
    os.chdir("../../../source/vault")
    Path("moved.txt").write_text("from a student")
except OSError as error:
    print(type(error).__name__)
    os.chdir("/tmp")
