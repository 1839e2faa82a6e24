"""The error goes back through W2, but not through the hidden sigmoid."""
mistake = "hidden-derivative-missing"
fails = ["check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    dz2 = a2 - y
    dW2 = torch.matmul(torch.transpose(a1, 0, 1), dz2)
    da1 = torch.matmul(dz2, torch.transpose(W2, 0, 1))
    dW1 = torch.matmul(torch.transpose(X, 0, 1), da1)
    return dW1, dW2
