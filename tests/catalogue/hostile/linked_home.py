"""Hands in symbolic links to a private file of whoever grades, to /etc/passwd and to its own folder."""

wins = "secret"

# %% submission
(folder / "notes.txt").symlink_to("../../../../home/private.txt")
(folder / "users.txt").symlink_to("/etc/passwd")
(folder / "here").symlink_to(".")

# %% after show
from pathlib import Path

print(Path("users.txt").exists())
if Path("notes.txt").exists():
    print(Path("notes.txt").read_text())
