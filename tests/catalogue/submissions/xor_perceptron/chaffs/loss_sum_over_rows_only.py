"""Summed over the rows, one number for each output comes back."""
mistake = "not-a-number"
fails = ["check_loss"]

# %% loss
def loss(y_true, y_output):
    return np.sum((y_true - y_output) ** 2, axis=0) / 2

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for _ in range(epochs):
        h, out = forward(X, hidden_weights, output_weights)
        losses.append(np.sum(loss(y, out)))
        g1, g2 = backpropagate(X, y, h, out, output_weights)
        hidden_weights, output_weights = hidden_weights - lr * g1, output_weights - lr * g2
    return hidden_weights, output_weights, losses
