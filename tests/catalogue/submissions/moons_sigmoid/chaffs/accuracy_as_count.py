"""normalize=False counts the right answers."""
mistake = "count-for-share"
fails = ["check_accuracy"]

# %% accuracy
def accuracy(X, y, W1, W2):
    labels = predict(X, W1, W2)
    return accuracy_score(y.numpy(), labels.numpy(), normalize=False)
