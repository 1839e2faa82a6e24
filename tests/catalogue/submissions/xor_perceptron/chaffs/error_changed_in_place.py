"""The output array is turned into the error in place."""
mistake = "arguments-changed"
fails = ["check_grad_output"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    y_output -= y_true
    error = y_output
    out = error + y_true
    d2 = error * out * (1 - out)
    d1 = d2 @ output_weights.T * hidden_layer * (1 - hidden_layer)
    return X.T @ d1, hidden_layer.T @ d2
