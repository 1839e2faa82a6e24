"""The comparison"s booleans are returned."""
mistake = "not-integers"
fails = ["check_predict"]

# %% predict
def predict(X, hidden_weights, output_weights):
    return forward(X, hidden_weights, output_weights)[1] > 0.5
