"""A loss is written down in every hundredth epoch only."""
mistake = "history-length"
fails = ["check_losses"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = []
    for epoch in range(epochs):
        a1, a2 = forward(X, W1, W2)
        if epoch % 100 == 0:
            losses.append(bce(y, a2).item())
        g1, g2 = backward(X, y, a1, a2, W2)
        W1 = W1 - lr / len(X) * g1
        W2 = W2 - lr / len(X) * g2
    return W1, W2, losses
