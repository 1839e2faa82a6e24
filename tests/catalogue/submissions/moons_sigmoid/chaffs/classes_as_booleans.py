"""The comparison is returned as it is."""
mistake = "not-integers"
fails = ["check_predict"]

# %% predict
def predict(X, W1, W2):
    return forward(X, W1, W2)[1] > 0.5
