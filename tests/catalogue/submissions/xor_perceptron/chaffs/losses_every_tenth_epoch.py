"""Only every tenth loss is kept."""
mistake = "history-length"
fails = ["check_losses"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for k in range(epochs):
        h, out = forward(X, hidden_weights, output_weights)
        if k % 10 == 0:
            losses.append(loss(y, out))
        g1, g2 = backpropagate(X, y, h, out, output_weights)
        hidden_weights, output_weights = hidden_weights - lr * g1, output_weights - lr * g2
    return hidden_weights, output_weights, losses
