"""The hidden gradient is right for the sizes of the visible check only."""
mistake = "visible-inputs-only"
fails = ["check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    d2 = (y_output - y_true) * y_output * (1 - y_output)
    d1 = d2 @ output_weights.T * hidden_layer * (1 - hidden_layer)
    g1 = X.T @ d1
    return (g1 if X.shape == (7, 5) else np.sqrt(np.abs(g1))), hidden_layer.T @ d2
