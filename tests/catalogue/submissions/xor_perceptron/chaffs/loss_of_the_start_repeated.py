"""The loss is computed once and appended in every epoch."""
mistake = "history-constant"
fails = ["check_losses"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    first = loss(y, forward(X, hidden_weights, output_weights)[1])
    for _ in range(epochs):
        h, out = forward(X, hidden_weights, output_weights)
        losses.append(first)
        g1, g2 = backpropagate(X, y, h, out, output_weights)
        hidden_weights, output_weights = hidden_weights - lr * g1, output_weights - lr * g2
    return hidden_weights, output_weights, losses
