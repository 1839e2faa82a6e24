"""z(1 - z), of the weighted sum, is taken for the derivative of the output."""
mistake = "derivative-of-preactivation"
fails = ["check_grad_output", "check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    z = hidden_layer @ output_weights
    d2 = (y_output - y_true) * z * (1 - z)
    d1 = d2 @ output_weights.T * hidden_layer * (1 - hidden_layer)
    return X.T @ d1, hidden_layer.T @ d2
