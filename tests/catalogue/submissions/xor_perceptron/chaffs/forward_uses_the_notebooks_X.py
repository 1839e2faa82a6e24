"""The function reads the notebook"s X, not its argument."""
mistake = "argument-ignored"
fails = ["check_forward"]

# %% forward
def forward(inputs, hidden_weights, output_weights):
    hidden_layer = sigmoid(X @ hidden_weights)
    return hidden_layer, sigmoid(hidden_layer @ output_weights)
