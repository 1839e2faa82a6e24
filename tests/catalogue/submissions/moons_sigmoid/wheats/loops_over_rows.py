"""Gradients and loss summed up row by row."""

# %% bce
import math


def bce(y, a2):
    total = 0.0
    for target, output in zip(y.flatten().tolist(), a2.flatten().tolist()):
        total += math.log(output) if target == 1 else math.log(1 - output)
    return -total / len(y)

# %% backward
def backward(X, y, a1, a2, W2):
    dL_dW1 = torch.zeros(X.shape[1], a1.shape[1], dtype=X.dtype)
    dL_dW2 = torch.zeros_like(W2)
    for n in range(X.shape[0]):
        delta_2 = a2[n] - y[n]
        delta_1 = (W2 @ delta_2) * a1[n] * (1 - a1[n])
        dL_dW1 += torch.outer(X[n], delta_1)
        dL_dW2 += torch.outer(a1[n], delta_2)
    return dL_dW1, dL_dW2

# %% train
def train(X, y, W1, W2, lr, epochs):
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2))
        g1, g2 = backward(X, y, a1, a2, W2)
        W1, W2 = W1 - lr / len(X) * g1, W2 - lr / len(X) * g2
    return [W1, W2, losses]

# %% input_sensitivity
def input_sensitivity(X, y, W1, W2):
    a1, a2 = forward(X, W1, W2)
    out = torch.empty_like(X)
    for n in range(len(X)):
        out[n] = W1 @ (W2 @ (a2[n] - y[n]) * dSigmoid(a1[n]))
    return out
