"""The chain starts at the sigmoid, not at the loss."""
mistake = "error-missing"
fails = ["check_grad_W2", "check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    delta_2 = a2 * (1 - a2)
    delta_1 = torch.matmul(delta_2, W2.T) * dSigmoid(a1)
    return torch.matmul(X.T, delta_1), torch.matmul(a1.T, delta_2)
