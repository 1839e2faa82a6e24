"""The function reads the notebook"s weights, not its arguments."""
mistake = "argument-ignored"
fails = ["check_forward"]

# %% forward
def forward(X, W1, W2):
    h = sigmoid(X.dot(hidden_weights))
    return h, sigmoid(h.dot(output_weights))
