"""A transpose is missing, so no gradient comes out at all, and no training either."""
mistake = "matmul-shapes"
fails = ["check_grad_W2", "check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    delta_2 = a2 - y
    dL_dW2 = torch.matmul(a1, delta_2)
    dL_dW1 = torch.matmul(X.T, torch.matmul(delta_2, W2.T) * dSigmoid(a1))
    return dL_dW1, dL_dW2
