"""The output is the weighted sum itself."""
mistake = "activation-missing"
fails = ["check_forward"]

# %% forward
def forward(X, W1, W2):
    a1 = sigmoid(X @ W1)
    a2 = a1 @ W2
    return a1, a2
