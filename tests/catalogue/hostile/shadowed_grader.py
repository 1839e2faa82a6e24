"""Hands in a folder named like the grader's own package, a sitecustomize.py and a conftest.py."""

wins = "write"

# %% submission
for name in ("protocol", "candidate", "examiner"):
    (folder / "nbexaminer" / name).mkdir(parents=True)
for name in ("__init__", "protocol/__init__", "candidate/__init__", "examiner/__init__"):
    (folder / "nbexaminer" / f"{name}.py").write_text("raise SystemExit('shadowed')\n")
write = "from pathlib import Path\npath = Path('../../../source/vault')\n"
write += "(path / 'shadow.txt').write_text('x') if path.is_dir() else None\n"
for name in ("sitecustomize", "usercustomize", "json", "ipykernel_launcher"):
    (folder / f"{name}.py").write_text(write + ("from ipykernel.kernelapp import launch_new_instance\nif __name__ == '__main__':\n    launch_new_instance()\n" if name == "ipykernel_launcher" else "raise ImportError\n"))

# %% after show
import sys

sys.path.insert(0, ".")
try:
    import sitecustomize
    from nbexaminer import protocol
except BaseException as error:
    print(type(error).__name__)
