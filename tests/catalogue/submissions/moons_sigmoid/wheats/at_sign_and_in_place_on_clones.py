"""The short operators, no_grad, and in-place updates of clones."""

# %% sigmoid
def sigmoid(z):
    return torch.exp(-z).add_(1).reciprocal_()

# %% dSigmoid
def dSigmoid(a):
    return a - a**2

# %% forward
def forward(X, W1, W2):
    a1 = sigmoid(X @ W1)
    return a1, sigmoid(a1 @ W2)

# %% backward
@torch.no_grad()
def backward(X, y, a1, a2, W2):
    e = a2 - y
    return X.T @ (e @ W2.T * dSigmoid(a1)), a1.T @ e

# %% train
def train(X, y, W1, W2, lr, epochs):
    W1, W2 = W1.clone(), W2.clone()
    losses = []
    with torch.no_grad():
        for _ in range(epochs):
            a1, a2 = forward(X, W1, W2)
            losses.append(float(bce(y, a2)))
            g1, g2 = backward(X, y, a1, a2, W2)
            W1 -= lr * g1 / X.shape[0]
            W2 -= lr * g2 / X.shape[0]
    return W1, W2, losses
