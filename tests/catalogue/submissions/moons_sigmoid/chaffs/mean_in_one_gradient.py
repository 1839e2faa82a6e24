"""Only the gradient of W1 is a mean."""
mistake = "mean-for-sum"
fails = ["check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    n, i = X.shape
    h = a1.shape[1]
    delta_2 = a2 - y
    dL_dW2 = a1.T @ delta_2
    dL_dW1 = torch.zeros(i, h, dtype=X.dtype)
    for x, a, d in zip(X, a1, delta_2):
        dL_dW1 += torch.outer(x, (W2 @ d) * a * (1 - a)) / n
    return dL_dW1, dL_dW2
