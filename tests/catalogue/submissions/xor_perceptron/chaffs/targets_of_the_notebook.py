"""The function uses the notebook"s y instead of y_true."""
mistake = "argument-ignored"
fails = ["check_grad_output", "check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    d2 = (y_output - y) * y_output * (1 - y_output)
    d1 = d2 @ output_weights.T * hidden_layer * (1 - hidden_layer)
    return X.T @ d1, hidden_layer.T @ d2

# %% train
def train(inputs, targets, hidden_weights, output_weights, epochs, lr):
    losses = []
    for _ in range(epochs):
        h, out = forward(inputs, hidden_weights, output_weights)
        losses.append(loss(targets, out))
        g1, g2 = backpropagate(inputs, targets, h, out, output_weights)
        hidden_weights, output_weights = hidden_weights - lr * g1, output_weights - lr * g2
    return hidden_weights, output_weights, losses
