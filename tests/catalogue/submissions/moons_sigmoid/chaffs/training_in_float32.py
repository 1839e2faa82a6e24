"""The weights are cast to float32, the data are not."""
mistake = "dtype-mixed"
fails = ["check_train", "check_losses"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    W1, W2 = W1.float(), W2.float()
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2))
        g1, g2 = backward(X, y, a1, a2, W2)
        W1, W2 = W1 - lr / len(X) * g1, W2 - lr / len(X) * g2
    return W1, W2, losses
