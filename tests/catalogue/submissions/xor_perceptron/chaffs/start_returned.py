"""The updated weights have other names than those that are returned."""
mistake = "not-updated"
fails = ["check_train"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    W1, W2 = hidden_weights, output_weights
    for _ in range(epochs):
        h, out = forward(X, W1, W2)
        losses.append(loss(y, out))
        g1, g2 = backpropagate(X, y, h, out, W2)
        W1, W2 = W1 - lr * g1, W2 - lr * g2
    return hidden_weights, output_weights, losses
