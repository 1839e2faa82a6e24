"""Writes files that Python and IPython run at every start, in the home folder and in the environment."""

wins = "write"

# %% after show
import os
from pathlib import Path

home = Path.home()
for path in (home / ".ipython" / "profile_default" / "startup" / "00-hostile.py", home / "hostile_startup.py"):
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("hostile = True\n")
        print(path)
    except OSError as error:
        print(type(error).__name__)
os.environ["PYTHONSTARTUP"] = str(home / "hostile_startup.py")
