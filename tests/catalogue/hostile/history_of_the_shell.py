"""Prints the text of the cells that the kernel has run, which it keeps in `In`."""

wins = "secret"

# %% after show
print("\n".join(In))
print([line for _, _, line in get_ipython().history_manager.get_range()])
