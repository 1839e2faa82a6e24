"""a2 (1 - a2) is still multiplied in, as with a squared error."""
mistake = "output-derivative-extra"
fails = ["check_grad_W2", "check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    d2 = (a2 - y) * dSigmoid(a2)
    d1 = (d2 @ W2.T) * dSigmoid(a1)
    return X.T @ d1, a1.T @ d2
