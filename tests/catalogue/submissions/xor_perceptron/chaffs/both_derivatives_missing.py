"""Neither activation is differentiated."""
mistake = ["derivatives-missing", "output-derivative-missing"]
fails = ["check_grad_output", "check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    error = y_output - y_true
    return X.T @ (error @ output_weights.T), hidden_layer.T @ error
