"""All inline: the hidden error already goes back through the new W2."""
mistake = "updated-weights-used"
fails = ["check_train"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    N = X.size(0)
    losses = []
    for i in range(epochs):
        a1 = sigmoid(torch.matmul(X, W1))
        a2 = sigmoid(torch.matmul(a1, W2))
        losses.append(bce(y, a2))
        error = a2 - y
        W2 = W2 - lr / N * torch.matmul(torch.transpose(a1, 0, 1), error)
        hidden_error = torch.matmul(error, torch.transpose(W2, 0, 1)) * dSigmoid(a1)
        W1 = W1 - lr / N * torch.matmul(torch.transpose(X, 0, 1), hidden_error)
    return W1, W2, losses
