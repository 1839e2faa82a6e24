"""The hidden layer stays linear, and its weighted sum comes back as a1."""
mistake = "activation-missing"
fails = ["check_forward"]

# %% forward
def forward(X, W1, W2):
    a1 = torch.einsum("ni,ih->nh", X, W1)
    a2 = sigmoid(torch.einsum("nh,ho->no", a1, W2))
    return a1, a2
