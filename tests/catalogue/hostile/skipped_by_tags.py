"""Gives the checks tags by which whoever runs a notebook leaves cells out, or forgives their errors, and another kernel."""

wins = "points"

# %% submission
for cell in notebook.cells:
    if cell.id.startswith("check_"):
        cell.metadata["tags"] = ["skip-execution", "raises-exception", "remove-cell", "parameters"]
        cell.metadata["execution"] = {"timeout": 0}
        cell.metadata["editable"] = False
notebook.metadata["kernelspec"] = {"display_name": "Bash", "language": "bash", "name": "bash"}
notebook.metadata["language_info"] = {"name": "bash", "version": "5"}
notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
notebook.metadata["execution"] = {"timeout": 100000, "allow_errors": True}
notebook.metadata["nbgrader"] = {"points": 50}

# %% after show
pass
