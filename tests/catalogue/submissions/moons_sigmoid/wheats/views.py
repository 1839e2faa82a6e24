"""Flat views of tensors, dot products and shapes by view."""

# %% forward
def forward(X, W1, W2):
    n = X.view(-1).numel() // W1.size(0)
    a1 = sigmoid(X.view(n, -1) @ W1)
    return a1, sigmoid(a1 @ W2.view(W1.size(1), -1))

# %% bce
def bce(y, a2):
    y, a2 = y.view(-1), a2.view(-1)
    return -(y.dot(torch.log(a2)) + (1 - y).dot(torch.log(1 - a2))) / y.numel()

# %% backward
def backward(X, y, a1, a2, W2):
    error = (a2.view(-1) - y.view(-1)).view(a2.shape)
    return X.T.matmul(error.matmul(W2.T) * dSigmoid(a1)), a1.T.matmul(error)
