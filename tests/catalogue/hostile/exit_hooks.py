"""Leaves work for the end of the process: exit hooks, finalizers and an exception hook that write into the course."""

wins = "write"

# %% after show
import atexit, sys
from pathlib import Path

course = Path("../../..").resolve()


def write(name):
    for folder in (course / "source" / "vault", course):
        if (folder / "gradebook.db").exists() or (folder / "vault.ipynb").exists():
            (folder / f"left-by-{name}.txt").write_text("from a student")


class Last:
    def __del__(self, write=write):
        write("finalizer")


last = Last()
atexit.register(write, "atexit")
sys.excepthook = lambda *arguments: write("excepthook")
del last
