"""On the way to the hidden weights the derivative of the output is applied again."""
mistake = "derivative-twice"
fails = ["check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    slope = y_output * (1 - y_output)
    d2 = (y_output - y_true) * slope
    d1 = ((d2 * slope) @ output_weights.T) * hidden_layer * (1 - hidden_layer)
    return X.T @ d1, hidden_layer.T @ d2
