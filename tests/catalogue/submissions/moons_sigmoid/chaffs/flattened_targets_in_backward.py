"""Flattened targets make a table of N by N errors."""
mistake = "broadcast-outer"
fails = ["check_grad_W2", "check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    errors = a2 - y.flatten() if y.shape[1] == 1 else a2 - y
    dL_dW2 = a1.T @ errors
    dL_dW1 = X.T @ ((errors @ W2.T) * a1 * (1 - a1))
    return dL_dW1, dL_dW2
