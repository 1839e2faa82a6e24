"""return is indented too far, so the first epoch is the last."""
mistake = ["history-length", "return-in-loop"]
fails = ["check_train", "check_losses"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    N = X.shape[0]
    losses = []
    for epoch in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2).item())
        dL_dW1, dL_dW2 = backward(X, y, a1, a2, W2)
        W1 = W1 - lr / N * dL_dW1
        W2 = W2 - lr / N * dL_dW2
        return W1, W2, losses
