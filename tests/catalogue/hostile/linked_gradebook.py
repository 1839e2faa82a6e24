"""Hands in a symbolic link to the gradebook and changes it through that."""

wins = "secret"

# %% submission
(folder / "table.csv").symlink_to("../../../gradebook.db")

# %% after show
import sqlite3
from pathlib import Path

if Path("table.csv").exists():
    print(sqlite3.connect("table.csv").execute("select source from source_cell").fetchall())
