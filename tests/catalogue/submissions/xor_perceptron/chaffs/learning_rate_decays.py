"""The learning rate shrinks from epoch to epoch, which nobody asked for."""
mistake = "updates-differ"
fails = ["check_train"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for k in range(epochs):
        h, out = forward(X, hidden_weights, output_weights)
        losses.append(loss(y, out))
        g1, g2 = backpropagate(X, y, h, out, output_weights)
        hidden_weights = hidden_weights - lr / (1 + 0.1 * k) * g1
        output_weights = output_weights - lr / (1 + 0.1 * k) * g2
    return hidden_weights, output_weights, losses
