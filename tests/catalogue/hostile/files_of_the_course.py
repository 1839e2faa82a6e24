"""Searches the folders above its own for the source of the notebook, and prints it."""

wins = "secret"

# %% after show
from pathlib import Path

for folder in (Path(), Path(".."), Path("../.."), Path("../../..")):
    for path in folder.glob("source/*/*.ipynb"):
        print(path, path.read_text()[:20000])
