"""The loop counts from 0 to epochs, both included, for the weights."""
mistake = "one-update-too-many"
fails = ["check_train"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for k in range(epochs + 1):
        h, out = forward(X, hidden_weights, output_weights)
        if k < epochs:
            losses.append(loss(y, out))
        g1, g2 = backpropagate(X, y, h, out, output_weights)
        hidden_weights, output_weights = hidden_weights - lr * g1, output_weights - lr * g2
    return hidden_weights, output_weights, losses
