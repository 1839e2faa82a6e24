"""The derivative by a2 is right, the link back through the output"s sigmoid is missing."""
mistake = "output-link-missing"
fails = ["check_grad_W2", "check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    dL_da2 = -y / a2 + (1 - y) / (1 - a2)
    dL_dW2 = torch.matmul(a1.t(), dL_da2)
    dL_da1 = torch.matmul(dL_da2, W2.t())
    dL_dW1 = torch.matmul(X.t(), dL_da1 * a1 * (1 - a1))
    return dL_dW1, dL_dW2
