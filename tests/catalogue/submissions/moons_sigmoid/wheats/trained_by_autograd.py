"""The whole training by autograd (reported, but right), draws by torch.normal."""

# %% init_weights
def init_weights(I, H, O):
    return torch.normal(0.0, 1.0, size=(I, H)), torch.normal(0.0, 1.0, size=(H, O))

# %% train
def train(X, y, W1, W2, lr, epochs):
    W1 = W1.detach().clone().requires_grad_(True)
    W2 = W2.detach().clone().requires_grad_(True)
    losses = []
    for _ in range(epochs):
        loss = bce(y, forward(X, W1, W2)[1])
        loss.backward()
        losses.append(loss.item())
        with torch.no_grad():
            W1 -= lr * W1.grad
            W2 -= lr * W2.grad
        W1.grad = None
        W2.grad = None
    return W1, W2, losses
