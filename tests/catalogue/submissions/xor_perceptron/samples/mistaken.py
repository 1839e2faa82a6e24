"""Three typical mistakes: the loss is a mean, the hidden derivative is missing, predictions stay floats."""

# %% encode
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = np.array([[0.0], [1.0], [1.0], [0.0]])

# %% weights
n_input, n_hidden, n_output = 2, 3, 1
hidden_weights = np.random.rand(n_input, n_hidden)
output_weights = np.random.rand(n_hidden, n_output)

# %% sigmoid
def sigmoid(z):
    return 1 / (1 + np.exp(-z))

# %% forward
def forward(X, hidden_weights, output_weights):
    h = sigmoid(X @ hidden_weights)
    return h, sigmoid(h @ output_weights)

# %% loss
def loss(y_true, y_output):
    return np.mean((y_true - y_output) ** 2) / 2

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    delta_output = (y_output - y_true) * y_output * (1 - y_output)
    delta_hidden = delta_output @ output_weights.T
    return X.T @ delta_hidden, hidden_layer.T @ delta_output

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    losses = []
    for _ in range(epochs):
        h, out = forward(X, hidden_weights, output_weights)
        losses.append(loss(y, out))
        grad_hidden, grad_output = backpropagate(X, y, h, out, output_weights)
        hidden_weights = hidden_weights - lr * grad_hidden
        output_weights = output_weights - lr * grad_output
    return hidden_weights, output_weights, losses

# %% predict
def predict(X, hidden_weights, output_weights):
    return np.round(forward(X, hidden_weights, output_weights)[1])

# %% answer_hidden_units
More hidden units are better because the network has more parameters.
