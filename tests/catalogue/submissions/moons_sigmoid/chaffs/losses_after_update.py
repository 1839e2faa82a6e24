"""The loss is taken after the update."""
mistake = "history-after-update"
fails = ["check_losses"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        g1, g2 = backward(X, y, a1, a2, W2)
        W1 = W1 - lr / len(X) * g1
        W2 = W2 - lr / len(X) * g2
        losses.append(bce(y, forward(X, W1, W2)[1]).item())
    return W1, W2, losses
