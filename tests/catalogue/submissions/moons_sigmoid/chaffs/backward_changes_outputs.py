"""a2 -= y writes the error into the caller"s outputs."""
mistake = "arguments-changed"
fails = ["check_grad_W2"]

# %% backward
def backward(X, y, a1, a2, W2):
    a2 -= y
    dL_dW2 = a1.T @ a2
    dL_dW1 = X.T @ (a2 @ W2.T * dSigmoid(a1))
    return dL_dW1, dL_dW2
