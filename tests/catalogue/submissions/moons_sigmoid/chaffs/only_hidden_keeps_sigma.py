"""W2 by the cross entropy, W1 by a chain that still has the output"s derivative."""
mistake = "output-derivative-extra"
fails = ["check_grad_W1"]

# %% backward
def backward(X, y, a1, a2, W2):
    dL_dW2 = a1.T @ (a2 - y)
    dL_da1 = ((a2 - y) * dSigmoid(a2)) @ W2.T
    dL_dW1 = X.T @ (dL_da1 * dSigmoid(a1))
    return dL_dW1, dL_dW2
