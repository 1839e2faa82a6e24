"""The hidden layer stays a weighted sum."""
mistake = "activation-missing"
fails = ["check_forward"]

# %% forward
def forward(X, hidden_weights, output_weights):
    z1 = np.dot(X, hidden_weights)
    z2 = np.dot(z1, output_weights)
    return z1, sigmoid(z2)
