"""The gradients are divided by the notebook"s batch_size."""
mistake = "notebook-size"
fails = ["check_grad_W2", "check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    delta_2 = (a2 - y) / batch_size
    delta_1 = torch.matmul(delta_2, W2.T) * dSigmoid(a1)
    return torch.matmul(X.T, delta_1), torch.matmul(a1.T, delta_2)
