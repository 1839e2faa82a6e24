"""Losses in a float32 tensor that is filled in, weights by normal_()."""

# %% init_weights
def init_weights(I, H, O):
    W1, W2 = torch.empty(I, H), torch.empty(H, O)
    for W in (W1, W2):
        W.normal_()
    return W1, W2

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = torch.zeros(epochs)
    for k in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses[k] = bce(y, a2)
        g1, g2 = backward(X, y, a1, a2, W2)
        W1 = W1 - (lr / len(X)) * g1
        W2 = W2 - (lr / len(X)) * g2
    return W1, W2, losses
