"""A flat array instead of a column."""
mistake = "dimension-lost"
fails = ["check_predict"]

# %% predict
def predict(X, hidden_weights, output_weights):
    return (forward(X, hidden_weights, output_weights)[1] > 0.5).astype(int).ravel()
