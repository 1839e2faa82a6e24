"""Hands in a symbolic link to the source of the notebook, and one to the whole course."""

wins = "secret"

# %% submission
(folder / "notes.txt").symlink_to("../../../source/vault/vault.ipynb")
(folder / "data").symlink_to("../../../source")

# %% after show
from pathlib import Path

for path in (Path("notes.txt"), Path("data/vault/vault.ipynb")):
    if path.exists():
        print(path.read_text())
