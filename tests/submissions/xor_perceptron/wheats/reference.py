"""A markdown cell and an extra cell beside the reference solution."""

# %% after forward
# [markdown]
My notes: shapes first.

# %% after loss
assert loss(y, y) == 0
