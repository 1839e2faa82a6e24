"""Both products are taken the other way round."""
mistake = "transposed"
fails = ["check_grad_output", "check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    d2 = (y_output - y_true) * y_output * (1 - y_output)
    d1 = d2 @ output_weights.T * hidden_layer * (1 - hidden_layer)
    return d1.T @ X, d2.T @ hidden_layer

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for _ in range(epochs):
        h, out = forward(X, hidden_weights, output_weights)
        losses.append(loss(y, out))
        g1, g2 = backpropagate(X, y, h, out, output_weights)
        hidden_weights, output_weights = hidden_weights - lr * g1.T, output_weights - lr * g2.T
    return hidden_weights, output_weights, losses
