"""Back through both weights, but not through the hidden sigmoid."""
mistake = "hidden-derivative-missing"
fails = ["check_sensitivity"]

# %% input_sensitivity
def input_sensitivity(X, y, W1, W2):
    a2 = forward(X, W1, W2)[1]
    return (a2 - y) @ W2.T @ W1.T
