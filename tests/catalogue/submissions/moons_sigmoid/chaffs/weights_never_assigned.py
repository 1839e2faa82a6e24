"""The new weights get new names, and the old ones are returned."""
mistake = "not-updated"
fails = ["check_train"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2))
        dW1, dW2 = backward(X, y, a1, a2, W2)
        new_W1 = W1 - lr / len(X) * dW1
        new_W2 = W2 - lr / len(X) * dW2
    return W1, W2, losses
