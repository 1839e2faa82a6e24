"""The gradients are averaged, and then the rate is divided by N as well."""
mistake = "step-divided-twice"
fails = ["check_train"]

# %% train
def train(X, y, W1, W2, lr, epochs):
    N = X.shape[0]
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2))
        dL_dW1, dL_dW2 = backward(X, y, a1, a2, W2)
        mean_1, mean_2 = dL_dW1 / N, dL_dW2 / N
        W1, W2 = W1 - lr / N * mean_1, W2 - lr / N * mean_2
    return W1, W2, losses
