"""The history holds the loss divided by the number of rows."""
mistake = "mean-for-sum"
fails = ["check_losses"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for _ in range(epochs):
        h, out = forward(X, hidden_weights, output_weights)
        losses.append(loss(y, out) / len(X))
        g1, g2 = backpropagate(X, y, h, out, output_weights)
        hidden_weights, output_weights = hidden_weights - lr * g1, output_weights - lr * g2
    return hidden_weights, output_weights, losses
