"""The minus of the error is lost, so both gradients point downhill."""
mistake = "sign"
fails = ["check_grad_output", "check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    delta_output = (y_true - y_output) * y_output * (1 - y_output)
    delta_hidden = (delta_output @ output_weights.T) * hidden_layer * (1 - hidden_layer)
    return X.T @ delta_hidden, hidden_layer.T @ delta_output
