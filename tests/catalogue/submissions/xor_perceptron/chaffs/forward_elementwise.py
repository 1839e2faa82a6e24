"""`*` where the matrix product belongs."""
mistake = "elementwise-shapes"
fails = ["check_forward"]

# %% forward
def forward(X, hidden_weights, output_weights):
    hidden_layer = sigmoid(X * hidden_weights)
    return hidden_layer, sigmoid(hidden_layer * output_weights)
