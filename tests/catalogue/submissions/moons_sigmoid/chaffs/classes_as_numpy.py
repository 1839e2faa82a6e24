"""A numpy array instead of a tensor."""
mistake = "not-a-tensor"
fails = ["check_predict"]

# %% predict
def predict(X, W1, W2):
    a2 = forward(X, W1, W2)[1].numpy()
    return (a2 > 0.5).astype(int)
