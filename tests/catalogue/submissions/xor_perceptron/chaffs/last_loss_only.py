"""One number instead of the history."""
mistake = "not-a-list"
fails = ["check_losses"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    for _ in range(epochs):
        h, out = forward(X, hidden_weights, output_weights)
        last = loss(y, out)
        g1, g2 = backpropagate(X, y, h, out, output_weights)
        hidden_weights, output_weights = hidden_weights - lr * g1, output_weights - lr * g2
    return hidden_weights, output_weights, last
