"""The output stays a weighted sum."""
mistake = "activation-missing"
fails = ["check_forward"]

# %% forward
def forward(X, hidden_weights, output_weights):
    hidden_layer = sigmoid(X @ hidden_weights)
    return hidden_layer, hidden_layer @ output_weights
