"""An update after every single row."""
mistake = "not-full-batch"
fails = ["check_train"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(bce(y, forward(X, W1, W2)[1]))
        for k in range(len(X)):
            x_k, y_k = X[k : k + 1], y[k : k + 1]
            g1, g2 = backward(x_k, y_k, *forward(x_k, W1, W2), W2)
            W1 = W1 - lr / len(X) * g1
            W2 = W2 - lr / len(X) * g2
    return W1, W2, losses
