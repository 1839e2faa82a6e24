"""One length for each point instead of its gradient."""
mistake = "length-for-gradient"
fails = ["check_sensitivity"]

# %% input_sensitivity
def input_sensitivity(X, y, W1, W2):
    a1, a2 = forward(X, W1, W2)
    gradient = (((a2 - y) @ W2.T) * dSigmoid(a1)) @ W1.T
    return torch.linalg.norm(gradient, dim=1)
