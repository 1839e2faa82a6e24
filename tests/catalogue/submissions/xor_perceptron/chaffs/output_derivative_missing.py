"""The error goes back without the derivative of the output"s sigmoid."""
mistake = "output-derivative-missing"
fails = ["check_grad_output", "check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    delta_output = y_output - y_true
    delta_hidden = np.dot(delta_output, output_weights.T) * hidden_layer * (1 - hidden_layer)
    grad_output = np.dot(hidden_layer.T, delta_output)
    grad_hidden = np.dot(X.T, delta_hidden)
    return grad_hidden, grad_output
