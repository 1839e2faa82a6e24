"""The loss in the list belongs to the start in every epoch."""
mistake = "history-constant"
fails = ["check_losses"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = []
    start = forward(X, W1, W2)[1]
    for _ in range(epochs):
        losses.append(bce(y, start).item())
        g1, g2 = backward(X, y, *forward(X, W1, W2), W2)
        W1 = W1 - lr / len(X) * g1
        W2 = W2 - lr / len(X) * g2
    return W1, W2, losses
