"""A momentum that nobody asked for."""
mistake = "updates-differ"
fails = ["check_train"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    v1 = v2 = 0.0
    for k in range(epochs):
        h, out = forward(X, hidden_weights, output_weights)
        losses.append(loss(y, out))
        g1, g2 = backpropagate(X, y, h, out, output_weights)
        v1, v2 = 0.9 * v1 - lr * g1, 0.9 * v2 - lr * g2
        hidden_weights, output_weights = hidden_weights + v1, output_weights + v2
    return hidden_weights, output_weights, losses
