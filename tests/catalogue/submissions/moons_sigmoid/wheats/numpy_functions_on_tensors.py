"""numpy's exp and log, applied to tensors, make tensors; vectors for products."""

# %% sigmoid
def sigmoid(z):
    return 1 / (1 + np.exp(-z))

# %% bce
def bce(y, a2):
    y, a2 = y.numpy(), a2.numpy()
    return float(-np.mean(y * np.log(a2) + (1 - y) * np.log(1 - a2)))

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2))
        g1, g2 = backward(X, y, a1, a2, W2)
        W1, W2 = W1 - lr / len(X) * g1, W2 - lr / len(X) * g2
    return W1, W2, np.array(losses)
