"""The gradient of the mean instead of the sum."""
mistake = "mean-for-sum"
fails = ["check_sensitivity"]

# %% input_sensitivity
def input_sensitivity(X, y, W1, W2):
    a1, a2 = forward(X, W1, W2)
    delta_1 = torch.matmul((a2 - y) / X.shape[0], W2.T) * dSigmoid(a1)
    return torch.matmul(delta_1, W1.T)
