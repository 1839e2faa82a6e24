"""Divided by the number of rows, although the loss is a sum."""
mistake = "mean-for-sum"
fails = ["check_grad_output", "check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    n = len(X)
    d2 = (y_output - y_true) * y_output * (1 - y_output)
    d1 = d2 @ output_weights.T * hidden_layer * (1 - hidden_layer)
    return X.T @ d1 / n, hidden_layer.T @ d2 / n
