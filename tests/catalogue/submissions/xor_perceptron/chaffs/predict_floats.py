"""Rounded, but still floats."""
mistake = "not-integers"
fails = ["check_predict"]

# %% predict
def predict(X, hidden_weights, output_weights):
    return np.round(forward(X, hidden_weights, output_weights)[1])
