"""No sum at all: an array comes back."""
mistake = "not-a-number"
fails = ["check_loss"]

# %% loss
def loss(y_true, y_output):
    return 0.5 * (y_true - y_output) ** 2

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for _ in range(epochs):
        h, out = forward(X, hidden_weights, output_weights)
        losses.append(0.5 * ((y - out) ** 2).sum())
        g1, g2 = backpropagate(X, y, h, out, output_weights)
        hidden_weights, output_weights = hidden_weights - lr * g1, output_weights - lr * g2
    return hidden_weights, output_weights, losses
