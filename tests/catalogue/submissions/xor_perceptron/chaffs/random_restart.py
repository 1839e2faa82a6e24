"""The weights are drawn anew inside of train."""
mistake = "start-ignored"
fails = ["check_train"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    rng = np.random.default_rng(1)
    W1, W2 = rng.normal(size=hidden_weights.shape), rng.normal(size=output_weights.shape)
    start = loss(y, forward(X, hidden_weights, output_weights)[1])
    for k in range(epochs):
        losses.append(loss(y, forward(X, *train_reference(X, y, hidden_weights, output_weights, k, lr))[1]))
        h, out = forward(X, W1, W2)
        g1, g2 = backpropagate(X, y, h, out, W2)
        W1, W2 = W1 - lr * g1, W2 - lr * g2
    return W1, W2, losses

# %% after backpropagate
def train_reference(X, y, W1, W2, epochs, lr):
    for _ in range(epochs):
        h, out = forward(X, W1, W2)
        g1, g2 = backpropagate(X, y, h, out, W2)
        W1, W2 = W1 - lr * g1, W2 - lr * g2
    return W1, W2
