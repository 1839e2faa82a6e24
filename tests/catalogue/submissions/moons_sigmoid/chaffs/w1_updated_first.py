"""W1 is updated, and a second forward pass gives the gradient of W2."""
mistake = "updated-weights-used"
fails = ["check_train"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    rate = lr / X.shape[0]
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(float(bce(y, a2)))
        W1 = W1 - rate * backward(X, y, a1, a2, W2)[0]
        a1, a2 = forward(X, W1, W2)
        W2 = W2 - rate * backward(X, y, a1, a2, W2)[1]
    return W1, W2, losses
