"""The loop starts at 1 for the weights."""
mistake = "not-updated"
fails = ["check_train"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = [loss(y, forward(X, hidden_weights, output_weights)[1])]
    for _ in range(1, epochs):
        h, out = forward(X, hidden_weights, output_weights)
        g1, g2 = backpropagate(X, y, h, out, output_weights)
        hidden_weights, output_weights = hidden_weights - lr * g1, output_weights - lr * g2
        losses.append(loss(y, forward(X, hidden_weights, output_weights)[1]))
    return hidden_weights, output_weights, losses
