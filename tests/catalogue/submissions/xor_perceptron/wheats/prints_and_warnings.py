"""Prints, and warns on standard error, while it computes."""

# %% sigmoid
import sys
import warnings


def sigmoid(z):
    warnings.warn("careful with large z")
    print("sigmoid of", np.shape(z), file=sys.stderr)
    return 1 / (1 + np.exp(-z))

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    print("shapes:", X.shape, hidden_layer.shape)
    delta_output = (y_output - y_true) * y_output * (1 - y_output)
    delta_hidden = (delta_output @ output_weights.T) * hidden_layer * (1 - hidden_layer)
    sys.stderr.write("done\n")
    return X.T @ delta_hidden, hidden_layer.T @ delta_output



