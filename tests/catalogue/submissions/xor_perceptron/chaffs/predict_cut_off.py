"""astype(int) cuts every output off to 0."""
mistake = "one-class-only"
fails = ["check_predict"]

# %% predict
def predict(X, hidden_weights, output_weights):
    return forward(X, hidden_weights, output_weights)[1].astype(int)
