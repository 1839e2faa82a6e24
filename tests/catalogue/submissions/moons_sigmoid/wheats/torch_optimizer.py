"""torch's own SGD makes the steps on clones, with the gradients put into .grad by hand."""

# %% train
def train(X, y, W1, W2, lr, epochs):
    W1, W2 = W1.detach().clone(), W2.detach().clone()
    optimizer = torch.optim.SGD([W1, W2], lr=float(lr) / X.size(0))
    losses = [None] * epochs
    for k in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses[k] = bce(y, a2)
        W1.grad, W2.grad = backward(X, y, a1, a2, W2)
        optimizer.step()
        optimizer.zero_grad()
    return W1, W2, losses
