"""The derivative of tanh, 1 - a squared, in both layers."""
mistake = "wrong-derivative"
fails = ["check_grad_output", "check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    d2 = (y_output - y_true) * (1 - y_output ** 2)
    d1 = d2 @ output_weights.T * (1 - hidden_layer ** 2)
    return X.T @ d1, hidden_layer.T @ d2
