"""The output is a weighted sum with the first column of the output weights: right for one output, shape (N, 1) whatever M is."""
mistake = None
fails = ["check_forward"]

# %% forward
def forward(X, hidden_weights, output_weights):
    """Forward pass through both layers."""
    hidden_layer = sigmoid(X @ hidden_weights)
    z_output = np.sum(hidden_layer * output_weights[:, 0], axis=1, keepdims=True)
    y_output = sigmoid(z_output)
    return hidden_layer, y_output
