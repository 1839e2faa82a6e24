"""1/N is folded into the gradients, and the step leaves it out: the training is right."""
mistake = "mean-for-sum"
fails = ["check_grad_W2", "check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    delta = a2 - y
    grad_W2 = a1.T @ delta / len(X)
    grad_W1 = X.T @ (delta @ W2.T * dSigmoid(a1)) / len(X)
    return grad_W1, grad_W2

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(float(bce(y, a2)))
        g1, g2 = backward(X, y, a1, a2, W2)
        W1, W2 = W1 - lr * g1, W2 - lr * g2
    return W1, W2, losses
