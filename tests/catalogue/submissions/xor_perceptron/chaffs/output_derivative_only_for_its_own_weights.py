"""The derivative of the output is there for the output weights, but not on the way to the hidden ones."""
mistake = "output-derivative-missing"
fails = ["check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    error = y_output - y_true
    grad_output = hidden_layer.T @ (error * y_output * (1 - y_output))
    grad_hidden = X.T @ ((error @ output_weights.T) * hidden_layer * (1 - hidden_layer))
    return grad_hidden, grad_output
