"""A learning rate is folded into the gradients."""
mistake = "constant-factor"
fails = ["check_grad_output", "check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    rate = 0.05
    d2 = (y_output - y_true) * y_output * (1 - y_output)
    d1 = d2 @ output_weights.T * hidden_layer * (1 - hidden_layer)
    return rate * X.T @ d1, rate * hidden_layer.T @ d2
