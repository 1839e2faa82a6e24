"""It stops at the hidden weighted sums."""
mistake = "hidden-weights-missing"
fails = ["check_sensitivity"]

# %% input_sensitivity
def input_sensitivity(X, y, W1, W2):
    a1, a2 = forward(X, W1, W2)
    return ((a2 - y) @ W2.T) * dSigmoid(a1)
