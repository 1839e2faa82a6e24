"""The hidden weights change, and the forward pass is run again before the output weights do."""
mistake = "updated-weights-used"
fails = ["check_train"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for _ in range(epochs):
        h, out = forward(X, hidden_weights, output_weights)
        losses.append(loss(y, out))
        hidden_weights = hidden_weights - lr * backpropagate(X, y, h, out, output_weights)[0]
        h, out = forward(X, hidden_weights, output_weights)
        output_weights = output_weights - lr * backpropagate(X, y, h, out, output_weights)[1]
    return hidden_weights, output_weights, losses
