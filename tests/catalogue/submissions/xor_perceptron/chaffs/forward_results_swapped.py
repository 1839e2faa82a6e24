"""The two results come in the wrong order."""
mistake = "swapped"
fails = ["check_forward"]

# %% forward
def forward(X, hidden_weights, output_weights):
    hidden_layer = sigmoid(X @ hidden_weights)
    y_output = sigmoid(hidden_layer @ output_weights)
    return y_output, hidden_layer

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for _ in range(epochs):
        y_output, hidden_layer = forward(X, hidden_weights, output_weights)
        losses.append(loss(y, y_output))
        g1, g2 = backpropagate(X, y, hidden_layer, y_output, output_weights)
        hidden_weights, output_weights = hidden_weights - lr * g1, output_weights - lr * g2
    return hidden_weights, output_weights, losses

# %% predict
def predict(X, hidden_weights, output_weights):
    return (forward(X, hidden_weights, output_weights)[0] > 0.5).astype(int)
