"""The hidden error passes the derivative of the output instead of its own."""
mistake = "output-derivative-for-hidden"
fails = ["check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    delta_2 = a2 - y
    dL_dW2 = torch.matmul(a1.T, delta_2)
    delta_1 = torch.matmul(delta_2, W2.T) * dSigmoid(a2)
    dL_dW1 = torch.matmul(X.T, delta_1)
    return dL_dW1, dL_dW2
