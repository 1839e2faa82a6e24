"""Hands in a symbolic link to /etc/passwd, and reads where it leads."""

wins = "write"
elsewhere = "a grader that copies what links lead to into the results"

# %% submission
(folder / "users.txt").symlink_to("/etc/passwd")
(folder / "here").symlink_to(".")

# %% after show
from pathlib import Path

print(Path("users.txt").exists())
