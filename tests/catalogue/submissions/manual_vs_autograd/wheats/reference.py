"""A markdown cell and an extra cell beside the reference solution."""

# %% after manual_forward
# [markdown]
My notes: rows are examples, one row of W for each unit.

# %% after check_dW2
assert model.b2.shape == (ny,)
