"""The share of wrong answers."""
mistake = "error-rate"
fails = ["check_accuracy"]

# %% accuracy
def accuracy(X, y, W1, W2):
    return (predict(X, W1, W2) != y).float().mean()
