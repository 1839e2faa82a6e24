"""The learning rate is multiplied in twice."""
mistake = "learning-rate-twice"
fails = ["check_train"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    N = X.shape[0]
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2))
        dL_dW1, dL_dW2 = backward(X, y, a1, a2, W2)
        step_1, step_2 = lr * dL_dW1 / N, lr * dL_dW2 / N
        W1 = W1 - lr * step_1
        W2 = W2 - lr * step_2
    return W1, W2, losses
