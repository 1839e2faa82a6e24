"""* where the error goes back through W2: it fits by accident as long as there is one output."""
mistake = "elementwise-shapes"
fails = ["check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    delta_2 = a2 - y
    delta_1 = delta_2 * W2.T * dSigmoid(a1)
    return X.T @ delta_1, a1.T @ delta_2
