"""W2 is updated before the gradient of W1 is computed."""
mistake = "updated-weights-used"
fails = ["check_train"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2))
        W2 = W2 - lr / len(X) * backward(X, y, a1, a2, W2)[1]
        W1 = W1 - lr / len(X) * backward(X, y, a1, a2, W2)[0]
    return W1, W2, losses
