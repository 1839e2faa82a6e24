"""0 and 1 have changed places."""
mistake = "labels-exchanged"
fails = ["check_predict"]

# %% predict
def predict(X, hidden_weights, output_weights):
    return (forward(X, hidden_weights, output_weights)[1] < 0.5).astype(int)
