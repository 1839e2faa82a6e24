"""Class 1 below one half."""
mistake = "labels-exchanged"
fails = ["check_predict"]

# %% predict
def predict(X, W1, W2):
    _, a2 = forward(X, W1, W2)
    return torch.where(a2 < 0.5, 1, 0)
