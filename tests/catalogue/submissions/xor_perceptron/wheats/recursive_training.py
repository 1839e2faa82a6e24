"""Training by recursion over halves of the epochs."""

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    if epochs > 1:
        half = epochs // 2
        W1, W2, first = train(X, y, hidden_weights, output_weights, half, lr)
        W1, W2, second = train(X, y, W1, W2, epochs - half, lr)
        return W1, W2, first + second
    h, out = forward(X, hidden_weights, output_weights)
    g1, g2 = backpropagate(X, y, h, out, output_weights)
    return hidden_weights - lr * g1, output_weights - lr * g2, [loss(y, out)]
