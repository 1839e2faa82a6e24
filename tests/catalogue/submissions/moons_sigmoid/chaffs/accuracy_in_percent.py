"""A percentage instead of a share."""
mistake = "percent"
fails = ["check_accuracy"]

# %% accuracy
def accuracy(X, y, W1, W2):
    return 100 * accuracy_score(y, predict(X, W1, W2))
