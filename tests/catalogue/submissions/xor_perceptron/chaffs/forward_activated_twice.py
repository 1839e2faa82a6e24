"""The hidden layer goes through the sigmoid twice."""
mistake = "activation-twice"
fails = ["check_forward"]

# %% forward
def forward(X, hidden_weights, output_weights):
    hidden_layer = sigmoid(sigmoid(X @ hidden_weights))
    return hidden_layer, sigmoid(hidden_layer @ output_weights)
