"""Only at the hidden layer the sigmoid is applied once more."""
mistake = "activation-of-activation"
fails = ["check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    d2 = (y_output - y_true) * y_output * (1 - y_output)
    s = sigmoid(hidden_layer)
    d1 = d2.dot(output_weights.T) * s * (1 - s)
    return X.T.dot(d1), hidden_layer.T.dot(d2)
