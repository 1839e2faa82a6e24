"""Puts pipes that nobody writes into where Python, IPython and matplotlib look for files, and reads from them in an answer."""

wins = "crash"
elsewhere = "a grader that opens a file of the student's process without asking what it is"

# %% square
import os
from pathlib import Path

home = Path("mine")
for name in (".ipython/profile_default", ".config/matplotlib", ".cache/matplotlib", ".jupyter", "tmp"):
    (home / name).mkdir(parents=True, exist_ok=True)
pipes = (".ipython/profile_default/history.sqlite", ".config/matplotlib/matplotlibrc", "sitecustomize.py", "answer.txt")
for name in pipes:
    try:
        os.mkfifo(home / name)
    except OSError:
        pass
os.environ["HOME"] = os.environ["IPYTHONDIR"] = os.environ["MPLCONFIGDIR"] = str(home.resolve())


def square(x):
    os.open(home / "answer.txt", os.O_RDONLY)
    return 2 * x
