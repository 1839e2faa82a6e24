"""Clamps the output to .01 ... .99 so that the logarithm never explodes."""
mistake = "visible-inputs-only"
fails = ["check_forward"]

# %% forward
def forward(X, W1, W2):
    a1 = sigmoid(X @ W1)
    a2 = sigmoid(a1 @ W2).clamp(0.01, 0.99)
    return a1, a2
