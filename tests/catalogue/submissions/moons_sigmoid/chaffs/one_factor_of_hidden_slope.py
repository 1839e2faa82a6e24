"""Only 1 - a1 of the hidden derivative."""
mistake = "derivative-incomplete"
fails = ["check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    delta_2 = a2 - y
    delta_1 = (delta_2 @ W2.T) * (1 - a1)
    return X.T @ delta_1, a1.T @ delta_2
