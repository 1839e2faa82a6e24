"""Everything is computed with examples as columns and handed back as transposed views."""

# %% init_weights
def init_weights(I, H, O):
    W1 = torch.randn(H, I).T
    W2 = torch.randn(O, H).T
    return W1, W2

# %% forward
def forward(X, W1, W2):
    a1 = sigmoid(W1.T @ X.T)
    a2 = sigmoid(W2.T @ a1)
    return a1.T, a2.T

# %% backward
def backward(X, y, a1, a2, W2):
    x, hidden, error = X.T, a1.T, (a2 - y).T
    hidden_error = (W2 @ error) * dSigmoid(hidden)
    return (hidden_error @ x.T).T, (error @ hidden.T).T

# %% input_sensitivity
def input_sensitivity(X, y, W1, W2):
    a1, a2 = forward(X, W1, W2)
    return (W1 @ ((W2 @ (a2 - y).T) * dSigmoid(a1.T))).T
