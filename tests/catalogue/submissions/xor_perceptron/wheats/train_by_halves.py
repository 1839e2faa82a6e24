"""train is recursive: it trains for the first half of the epochs, then goes on from there for the rest."""

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    if epochs == 1:
        hidden_layer, y_output = forward(X, hidden_weights, output_weights)
        g_hidden, g_output = backpropagate(X, y, hidden_layer, y_output, output_weights)
        return (
            hidden_weights - lr * g_hidden,
            output_weights - lr * g_output,
            [loss(y, y_output)],
        )
    half = epochs // 2
    *middle, first = train(X, y, hidden_weights, output_weights, half, lr)
    *end, second = train(X, y, *middle, epochs=epochs - half, lr=lr)
    return (*end, first + second)
