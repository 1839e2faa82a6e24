"""Returns the weights of the lowest loss on the way instead of the last ones: the same only while the loss falls."""
mistake = "visible-inputs-only"
fails = ["check_train"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = []
    best = None
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(float(bce(y, a2)))
        g1, g2 = backward(X, y, a1, a2, W2)
        W1, W2 = W1 - lr / len(X) * g1, W2 - lr / len(X) * g2
        now = float(bce(y, forward(X, W1, W2)[1]))
        if best is None or now < best[0]:
            best = now, W1, W2
    return best[1], best[2], losses
