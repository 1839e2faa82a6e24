"""Hands in cells that claim to belong to the side of the grader, to print the hidden tests from there."""

wins = "secret"

# %% submission
code = "import sys, pathlib\nprint([p.read_text() for p in pathlib.Path('../../..').glob('source/*/*.ipynb')], In)\n"
code += "checks.Check.array = lambda *a, **k: None"
for number, side in enumerate(("examiner", "both"), start=1):
    mine = nbformat.v4.new_code_cell(code, id=f"mine-{number}")
    mine.metadata["grading"] = {"side": side}
    notebook.cells.insert(number, mine)
by_id["show"].metadata["grading"] = {"side": "examiner"}
by_id["gradient"].metadata["grading"] = {"side": "both"}
notebook.metadata["grading"] = {"sandbox": "none", "side": "examiner"}

# %% after show
pass
