"""argmax over one column is always 0."""
mistake = "one-class-only"
fails = ["check_predict"]

# %% predict
def predict(X, W1, W2):
    _, a2 = forward(X, W1, W2)
    return torch.argmax(a2, dim=1, keepdim=True)
