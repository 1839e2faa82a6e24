"""Absolute values, as if only the strength mattered."""
mistake = "absolute-value"
fails = ["check_sensitivity"]

# %% input_sensitivity
def input_sensitivity(X, y, W1, W2):
    a1, a2 = forward(X, W1, W2)
    delta_1 = torch.matmul(a2 - y, W2.T) * dSigmoid(a1)
    return torch.matmul(delta_1, W1.T).abs()
