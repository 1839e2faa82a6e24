"""The output"s gradient is summed, the hidden one is a mean."""
mistake = "mean-for-sum"
fails = ["check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    d2 = (y_output - y_true) * y_output * (1 - y_output)
    d1 = d2 @ output_weights.T * hidden_layer * (1 - hidden_layer)
    return X.T @ d1 / X.shape[0], hidden_layer.T @ d2
