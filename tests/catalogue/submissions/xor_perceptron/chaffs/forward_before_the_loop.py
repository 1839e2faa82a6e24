"""The forward pass is run once, before the loop."""
mistake = "stale-activations"
fails = ["check_train"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    h, out = forward(X, hidden_weights, output_weights)
    W1, W2 = hidden_weights.copy(), output_weights.copy()
    for _ in range(epochs):
        losses.append(loss(y, forward(X, W1, W2)[1]))
        g1, g2 = backpropagate(X, y, h, out, W2)
        W1 -= lr * g1
        W2 -= lr * g2
    return W1, W2, losses
