"""A hundred epochs, whatever is asked for."""
mistake = ["history-length", "iterations-ignored"]
fails = ["check_train", "check_losses"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = []
    for _ in range(100):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2))
        g1, g2 = backward(X, y, a1, a2, W2)
        W1, W2 = W1 - lr / len(X) * g1, W2 - lr / len(X) * g2
    return W1, W2, losses
