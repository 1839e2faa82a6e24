"""Rounded outputs are still floats."""
mistake = "not-integers"
fails = ["check_predict"]

# %% predict
def predict(X, W1, W2):
    _, a2 = forward(X, W1, W2)
    return torch.round(a2)
