"""The threshold of an unactivated output, 0."""
mistake = "one-class-only"
fails = ["check_predict"]

# %% predict
def predict(X, hidden_weights, output_weights):
    return (forward(X, hidden_weights, output_weights)[1] > 0).astype(int)
