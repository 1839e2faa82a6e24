"""A markdown cell and extra cells beside the reference solution."""

# %% after forward
# [markdown]
My notes: rows are examples, so X comes first in the product.

# %% after bce
print(bce(torch.tensor([[1.0]]), torch.tensor([[0.8]])))
assert abs(bce(torch.tensor([[1.0]]), torch.tensor([[0.8]])) - 0.2231) < 1e-4
