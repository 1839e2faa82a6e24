"""The gradients come back in the order in which they are computed."""
mistake = "results-exchanged"
fails = ["check_grad_W2"]

# %% backward
def backward(X, y, a1, a2, W2):
    delta = a2 - y
    dL_dW2 = torch.transpose(a1, 0, 1) @ delta
    dL_dW1 = torch.transpose(X, 0, 1) @ (delta @ torch.transpose(W2, 0, 1) * dSigmoid(a1))
    return dL_dW2, dL_dW1

# %% train
def train(X, y, W1, W2, lr, epochs):
    N = X.shape[0]
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2).item())
        dL_dW2, dL_dW1 = backward(X, y, a1, a2, W2)
        W1 = W1 - lr / N * dL_dW1
        W2 = W2 - lr / N * dL_dW2
    return W1, W2, losses
