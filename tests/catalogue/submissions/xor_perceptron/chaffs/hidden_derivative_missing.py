"""The error goes back through the output weights, but not through the hidden activation."""
mistake = "hidden-derivative-missing"
fails = ["check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    delta_output = (y_output - y_true) * y_output * (1 - y_output)
    delta_hidden = delta_output @ output_weights.T
    return X.T @ delta_hidden, hidden_layer.T @ delta_output
