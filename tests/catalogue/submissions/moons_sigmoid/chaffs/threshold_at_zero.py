"""The sigmoid is always above zero."""
mistake = "one-class-only"
fails = ["check_predict"]

# %% predict
def predict(X, W1, W2):
    _, a2 = forward(X, W1, W2)
    return (a2 > 0).to(torch.int64)
