"""Every link of the chain, the denominator not cancelled."""

# %% backward
def backward(X, y, a1, a2, W2):
    dL_da2 = (1 - y) / (1 - a2) - y / a2
    dL_dz2 = dL_da2 * dSigmoid(a2)
    dL_dW2 = torch.matmul(torch.transpose(a1, 0, 1), dL_dz2)
    dL_da1 = torch.matmul(dL_dz2, torch.transpose(W2, 0, 1))
    dL_dz1 = dL_da1 * dSigmoid(a1)
    dL_dW1 = torch.matmul(torch.transpose(X, 0, 1), dL_dz1)
    return dL_dW1, dL_dW2

# %% input_sensitivity
def input_sensitivity(X, y, W1, W2):
    a1, a2 = forward(X, W1, W2)
    dL_dz2 = (-y / a2 + (1 - y) / (1 - a2)) * a2 * (1 - a2)
    dL_dz1 = dL_dz2.matmul(W2.T) * a1 * (1 - a1)
    return dL_dz1.matmul(W1.T)
