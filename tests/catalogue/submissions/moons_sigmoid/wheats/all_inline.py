"""train does everything itself and calls none of the other functions; N by y.numel()."""

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = []
    for _ in range(epochs):
        h = 1 / (1 + torch.exp(-(X @ W1)))
        p = 1 / (1 + torch.exp(-(h @ W2)))
        losses.append(-torch.sum(torch.log(p[y == 1])) / y.numel() - torch.sum(torch.log(1 - p[y == 0])) / y.numel())
        e = (p - y) / y.numel()
        new_W2 = W2 - lr * h.T @ e
        W1 = W1 - lr * X.T @ (e @ W2.T * h * (1 - h))
        W2 = new_W2
    return W1, W2, losses
