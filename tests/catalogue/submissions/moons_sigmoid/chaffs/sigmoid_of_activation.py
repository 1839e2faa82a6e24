"""The hidden derivative applies the sigmoid to a1 again."""
mistake = "activation-of-activation"
fails = ["check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    def slope(z):
        return sigmoid(z) * (1 - sigmoid(z))

    e = a2 - y
    return X.T @ (e @ W2.T * slope(a1)), a1.T @ e
