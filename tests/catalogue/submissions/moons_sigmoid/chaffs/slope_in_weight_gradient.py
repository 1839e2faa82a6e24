"""The gradient of W2 uses the derivative of a1 where a1 itself belongs."""
mistake = "derivative-for-function"
fails = ["check_grad_W2"]

# %% backward
def backward(X, y, a1, a2, W2):
    delta_2 = a2 - y
    dL_dW2 = torch.matmul(dSigmoid(a1).T, delta_2)
    dL_dW1 = torch.matmul(X.T, torch.matmul(delta_2, W2.T) * dSigmoid(a1))
    return dL_dW1, dL_dW2
