"""The error keeps the sign of the text, and the gradients their minus."""

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    error = y_true - y_output
    delta_1 = -error * (y_output * (1 - y_output))
    delta_2 = delta_1.dot(output_weights.T) * (hidden_layer * (1 - hidden_layer))
    dW_output = hidden_layer.T.dot(delta_1)
    dW_hidden = X.T.dot(delta_2)
    return (dW_hidden, dW_output)

# %% loss
def loss(y_true, y_output):
    return np.linalg.norm(y_true - y_output) ** 2 / 2

# %% predict
def predict(X, hidden_weights, output_weights):
    return np.rint(forward(X, hidden_weights, output_weights)[1]).astype(np.int64)
