"""The output is computed from the weighted sums, the activation only returned."""
mistake = "activation-missing"
fails = ["check_forward"]

# %% forward
def forward(X, hidden_weights, output_weights):
    z1 = X @ hidden_weights
    hidden_layer = sigmoid(z1)
    return hidden_layer, sigmoid(z1 @ output_weights)
