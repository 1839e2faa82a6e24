"""Hands in a cell of its own that says of itself that it is a check worth fifty points, and shows fifty."""

wins = "crash"

# %% submission
mine = nbformat.v4.new_code_cell("50", id="mine")
mine.metadata["nbgrader"] = {
    "grade": True, "grade_id": "mine", "locked": True, "points": 50, "schema_version": 3, "solution": False, "task": False,
    "cell_type": "code",
}
notebook.cells.insert(2, mine)

# %% after show
pass
