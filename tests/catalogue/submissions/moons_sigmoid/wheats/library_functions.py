"""torch's own sigmoid and cross entropy, mm and t, losses as tensors."""

# %% sigmoid
def sigmoid(z):
    return torch.sigmoid(z)

# %% forward
def forward(X, W1, W2):
    a1 = torch.sigmoid(torch.mm(X, W1))
    a2 = torch.sigmoid(torch.mm(a1, W2))
    return [a1, a2]

# %% bce
def bce(y, a2):
    return torch.nn.functional.binary_cross_entropy(a2, y)

# %% backward
def backward(X, y, a1, a2, W2):
    delta_2 = torch.sub(a2, y)
    delta_1 = torch.mul(torch.mm(delta_2, W2.t()), dSigmoid(a1))
    return [torch.mm(X.t(), delta_1), torch.mm(a1.t(), delta_2)]

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2))
        dL_dW1, dL_dW2 = backward(X, y, a1, a2, W2)
        W1 = torch.sub(W1, dL_dW1, alpha=lr / X.size(0))
        W2 = torch.sub(W2, dL_dW2, alpha=lr / X.size(0))
    return W1, W2, losses

# %% accuracy
def accuracy(X, y, W1, W2):
    return accuracy_score(y.numpy().ravel().astype(int), predict(X, W1, W2).numpy().ravel())
