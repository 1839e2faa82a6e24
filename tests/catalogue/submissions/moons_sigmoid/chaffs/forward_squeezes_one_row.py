"""a1 is squeezed, so with a single row both activations lose a dimension."""
mistake = "dimension-lost"
fails = ["check_forward"]

# %% forward
def forward(X, W1, W2):
    a1 = sigmoid(torch.matmul(X, W1)).squeeze()
    a2 = sigmoid(torch.matmul(a1, W2))
    return a1, a2
