"""The history is a mutable default argument."""
mistake = ["earlier-run", "history-length"]
fails = ["check_losses"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr, losses=[]):
    for _ in range(epochs):
        h, out = forward(X, hidden_weights, output_weights)
        losses.append(loss(y, out))
        g1, g2 = backpropagate(X, y, h, out, output_weights)
        hidden_weights, output_weights = hidden_weights - lr * g1, output_weights - lr * g2
    return hidden_weights, output_weights, losses
