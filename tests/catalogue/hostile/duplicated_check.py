"""Hands the same check in twice, for twice the points."""

wins = "crash"

# %% submission
import copy

mine = copy.deepcopy(by_id["check_honest"])
mine.id = "mine"
notebook.cells.append(mine)

# %% after show
pass
