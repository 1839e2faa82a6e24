"""Notes, an extra cell and a quick try beside the reference solution."""

# %% after gradient
# [markdown]
My notes: delta is y_hat − y, because σ′ cancels.

# %% after losses
print(loss(np.array([[1.0]]), np.array([[0.5]])))
assert np.isclose(loss(np.array([[1.0]]), np.array([[0.5]])), np.log(2)).all()
