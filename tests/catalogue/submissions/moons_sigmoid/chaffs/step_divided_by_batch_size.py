"""The notebook"s batch_size stands for the number of rows."""
mistake = "notebook-rows"
fails = ["check_train"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    N = X.shape[0]
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2))
        dL_dW1, dL_dW2 = backward(X, y, a1, a2, W2)
        W1 = W1 - lr / batch_size * dL_dW1
        W2 = W2 - lr / batch_size * dL_dW2
    return W1, W2, losses
