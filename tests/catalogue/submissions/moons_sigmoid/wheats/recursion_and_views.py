"""One update as a function of its own, weights by reduce, gradients by bmm and sums."""

# %% backward
def backward(X, y, a1, a2, W2):
    d2 = a2 - y
    d1 = (d2[:, None, :] * W2[None, :, :]).sum(dim=2) * dSigmoid(a1)
    dL_dW1 = (X[:, :, None] * d1[:, None, :]).sum(dim=0)
    dL_dW2 = torch.bmm(a1[:, :, None], d2[:, None, :]).sum(0)
    return dL_dW1, dL_dW2

# %% train
def step(X, y, W1, W2, lr):
    a1, a2 = forward(X, W1, W2)
    g1, g2 = backward(X, y, a1, a2, W2)
    return W1 - lr * g1 / X.shape[0], W2 - lr * g2 / X.shape[0], bce(y, a2)


def train(X, y, W1, W2, lr, epochs):
    losses = []
    while len(losses) < epochs:
        W1, W2, before = step(X, y, W1, W2, lr)
        losses.append(before)
    return W1, W2, losses
