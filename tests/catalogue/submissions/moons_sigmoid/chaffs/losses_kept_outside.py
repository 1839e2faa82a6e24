"""The list of losses lives outside and grows with every call."""
mistake = ["history-length", "earlier-run"]
fails = ["check_losses"]

# %% train
losses = []


def train(X, y, W1, W2, lr, epochs):
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2).item())
        g1, g2 = backward(X, y, a1, a2, W2)
        W1 = W1 - lr / len(X) * g1
        W2 = W2 - lr / len(X) * g2
    return W1, W2, losses
