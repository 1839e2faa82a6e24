"""Makes the checks text, and takes the others' marks away, so that none can fail."""

wins = "points"
elsewhere = "a grader that takes from the submission which cells are checks"

# %% submission
by_id["check_square"].cell_type = "markdown"
del by_id["check_square"]["outputs"], by_id["check_square"]["execution_count"]
by_id["check_gradient"].metadata.pop("nbgrader")

# %% after show
pass
