"""The notebook"s test set, whatever the arguments are."""
mistake = "argument-ignored"
fails = ["check_accuracy"]

# %% accuracy
def accuracy(X, y, W1, W2):
    return accuracy_score(y_test, predict(X_test, W1, W2))
