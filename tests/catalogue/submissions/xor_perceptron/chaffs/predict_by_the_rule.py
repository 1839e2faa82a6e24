"""XOR by rule instead of by the network."""
mistake = None
fails = ["check_predict"]

# %% predict
def predict(X, hidden_weights, output_weights):
    return ((X[:, :1] > 0.5) != (X[:, 1:2] > 0.5)).astype(int)
