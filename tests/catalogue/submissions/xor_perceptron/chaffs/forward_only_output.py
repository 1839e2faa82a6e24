"""Only the output is returned."""
mistake = "wrong-number-of-results"
fails = ["check_forward"]

# %% forward
def forward(X, hidden_weights, output_weights):
    return sigmoid(sigmoid(X @ hidden_weights) @ output_weights)

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for _ in range(epochs):
        hidden_layer = sigmoid(X @ hidden_weights)
        y_output = sigmoid(hidden_layer @ output_weights)
        losses.append(loss(y, y_output))
        g1, g2 = backpropagate(X, y, hidden_layer, y_output, output_weights)
        hidden_weights, output_weights = hidden_weights - lr * g1, output_weights - lr * g2
    return hidden_weights, output_weights, losses

# %% predict
def predict(X, hidden_weights, output_weights):
    return (forward(X, hidden_weights, output_weights) > 0.5).astype(int)
