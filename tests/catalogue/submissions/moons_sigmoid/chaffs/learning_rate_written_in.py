"""The rate of the text, 1, is written in."""
mistake = "learning-rate-missing"
fails = ["check_train"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    alpha = 1.0
    n = X.size(0)
    losses = []
    for epoch in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses += [bce(y, a2)]
        g1, g2 = backward(X, y, a1, a2, W2)
        W1 = W1 - alpha / n * g1
        W2 = W2 - alpha / n * g2
    return W1, W2, losses
