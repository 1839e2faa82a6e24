"""A helper takes the sigmoid of what is already an activation."""
mistake = "activation-of-activation"
fails = ["check_grad_output", "check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    def sigmoid_prime(a):
        return sigmoid(a) * (1 - sigmoid(a))

    delta_output = (y_output - y_true) * sigmoid_prime(y_output)
    delta_hidden = (delta_output @ output_weights.T) * sigmoid_prime(hidden_layer)
    return X.T @ delta_hidden, hidden_layer.T @ delta_output
