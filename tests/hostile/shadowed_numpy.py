"""Hands in files named numpy.py and checks.py, which are imported in place of the real ones."""

wins = "points"

# %% submission
(folder / "checks.py").write_text("def check(title, points):\n    return lambda body: None\n")
