"""y - a2: both gradients point downhill."""
mistake = "sign"
fails = ["check_grad_W2", "check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    delta_2 = y - a2
    delta_1 = delta_2 @ W2.T * dSigmoid(a1)
    return X.T @ delta_1, a1.T @ delta_2
