"""The weights are updated after every row."""
mistake = "not-full-batch"
fails = ["check_train"]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for _ in range(epochs):
        losses.append(loss(y, forward(X, hidden_weights, output_weights)[1]))
        for i in range(len(X)):
            h, out = forward(X[i:i + 1], hidden_weights, output_weights)
            g1, g2 = backpropagate(X[i:i + 1], y[i:i + 1], h, out, output_weights)
            hidden_weights = hidden_weights - lr * g1
            output_weights = output_weights - lr * g2
    return hidden_weights, output_weights, losses
