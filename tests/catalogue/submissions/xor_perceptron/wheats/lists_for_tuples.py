"""Lists where tuples are usual, losses as an array."""

# %% forward
def forward(X, hidden_weights, output_weights):
    h = sigmoid(np.matmul(X, hidden_weights))
    return [h, sigmoid(np.matmul(h, output_weights))]

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    weights = [hidden_weights, output_weights]
    losses = np.zeros(epochs)
    for k in range(epochs):
        h, out = forward(X, *weights)
        losses[k] = loss(y, out)
        grads = backpropagate(X, y, h, out, weights[1])
        weights = [w - lr * g for w, g in zip(weights, grads)]
    return weights + [losses]
