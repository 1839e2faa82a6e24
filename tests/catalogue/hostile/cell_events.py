"""Is told by IPython of every cell before and after it runs, and prints the text of the tests."""

wins = "secret"

# %% square
cells = []
get_ipython().events.register("pre_run_cell", lambda info: cells.append(info.raw_cell))
get_ipython().events.register("post_run_cell", lambda result: cells.append(repr(result.info)))


def square(x):
    return 2 * x


# %% after show
print("\n".join(cells))
