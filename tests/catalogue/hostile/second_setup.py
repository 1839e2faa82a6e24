"""Hands in a second cell with the name of the setup cell, whose code would run on the grader's side."""

wins = "crash"

# %% submission
import copy

mine = copy.deepcopy(by_id["setup"])
mine.id = "mine"
mine.source += "\nchecks.check = lambda title, points: lambda body: None"
notebook.cells.insert(0, mine)

# %% after show
pass
