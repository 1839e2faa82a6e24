"""Minus in the error, plus in the update: the training is right, the gradients are not."""
mistake = "sign"
fails = ["check_grad_W2", "check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    err_out = y - a2
    err_hid = torch.matmul(err_out, W2.T) * dSigmoid(a1)
    return torch.matmul(X.T, err_hid), torch.matmul(a1.T, err_out)

# %% train
def train(X, y, W1, W2, lr, epochs):
    history = []
    n = len(X)
    for epoch in range(epochs):
        a1, a2 = forward(X, W1, W2)
        history.append(bce(y, a2))
        g1, g2 = backward(X, y, a1, a2, W2)
        W1 = W1 + lr * g1 / n
        W2 = W2 + lr * g2 / n
    return W1, W2, history
