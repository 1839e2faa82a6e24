"""Training stops as soon as the loss is small, and fills the history up."""
mistake = "visible-inputs-only"
fails = ["check_train"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for k in range(epochs):
        h, out = forward(X, hidden_weights, output_weights)
        losses.append(loss(y, out))
        if losses[-1] < 0.05:
            losses += [losses[-1]] * (epochs - len(losses))
            break
        g1, g2 = backpropagate(X, y, h, out, output_weights)
        hidden_weights, output_weights = hidden_weights - lr * g1, output_weights - lr * g2
    return hidden_weights, output_weights, losses
