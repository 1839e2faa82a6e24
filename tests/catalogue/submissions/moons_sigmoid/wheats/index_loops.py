"""A C programmer: index loops over units, accumulators, while loops, no fancy broadcasting."""

# %% forward
def forward(X, W1, W2):
    n = X.shape[0]
    ni = W1.shape[0]
    nh = W1.shape[1]
    no = W2.shape[1]
    a1 = X.new_zeros((n, nh))
    a2 = X.new_zeros((n, no))
    j = 0
    while j < nh:
        acc = X.new_zeros(n)
        i = 0
        while i < ni:
            acc += X[:, i] * W1[i, j]
            i += 1
        a1[:, j] = sigmoid(acc)
        j += 1
    k = 0
    while k < no:
        acc = X.new_zeros(n)
        j = 0
        while j < nh:
            acc += a1[:, j] * W2[j, k]
            j += 1
        a2[:, k] = sigmoid(acc)
        k += 1
    return a1, a2
# %% after forward
import math


def ln(x):
    """log as in C: no exception at 0"""
    return math.log(x) if x > 0.0 else -math.inf
# %% bce
def bce(y, a2):
    targets = y.reshape(-1).tolist()
    outputs = a2.reshape(-1).tolist()
    s = 0.0
    n = 0
    for t, o in zip(targets, outputs):
        s += t * ln(o) + (1.0 - t) * ln(1.0 - o)
        n += 1
    return -s / n
# %% backward
def backward(X, y, a1, a2, W2):
    I_, H_, O_ = X.shape[1], a1.shape[1], a2.shape[1]
    dL_dW1 = X.new_empty(I_, H_)
    dL_dW2 = X.new_empty(H_, O_)
    for h in range(H_):
        back = X.new_zeros(X.shape[0])
        for o in range(O_):
            d = a2[:, o] - y[:, o]
            dL_dW2[h, o] = (a1[:, h] * d).sum()
            back = back + d * W2[h, o]
        d1 = back * a1[:, h] * (1 - a1[:, h])
        for i in range(I_):
            dL_dW1[i, h] = (X[:, i] * d1).sum()
    return dL_dW1, dL_dW2
# %% accuracy
def accuracy(X, y, W1, W2):
    p = predict(X, W1, W2)
    hits = 0
    n = p.shape[0]
    for r in range(n):
        if int(p[r, 0]) == int(y[r, 0]):
            hits += 1
    return hits / n
