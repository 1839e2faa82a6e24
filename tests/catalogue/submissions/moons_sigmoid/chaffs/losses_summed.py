"""The list holds summed losses."""
mistake = "mean-missing"
fails = ["check_losses"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(-torch.sum(y * torch.log(a2) + (1 - y) * torch.log(1 - a2)).item())
        g1, g2 = backward(X, y, a1, a2, W2)
        W1 = W1 - lr / len(X) * g1
        W2 = W2 - lr / len(X) * g2
    return W1, W2, losses
