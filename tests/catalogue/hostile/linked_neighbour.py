"""Hands in symbolic links to another student's notebook and folder, and prints what lies there."""

wins = "other student"

# %% submission
(folder / "friend").symlink_to("../../ada/vault")
(folder / "friend.txt").symlink_to("../../ada/vault/vault.ipynb")

# %% after show
from pathlib import Path

for path in [*Path("friend").glob("*.ipynb"), Path("friend.txt")]:
    if path.exists():
        print([line for line in path.read_text().splitlines() if "# quartz" in line])
