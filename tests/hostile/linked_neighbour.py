"""Hands in a symbolic link to another student's folder and prints what lies there."""

wins = "other student"

# %% submission
(folder / "friend").symlink_to("../../ada/vault")

# %% after show
from pathlib import Path

for path in Path("friend").glob("*.ipynb"):
    print(path.read_text())
