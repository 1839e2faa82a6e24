"""A row against a column compares every row with every other."""
mistake = "broadcast-outer"
fails = ["check_accuracy"]

# %% accuracy
def accuracy(X, y, W1, W2):
    classes = predict(X, W1, W2).flatten()
    return (classes == y).double().mean().item()
