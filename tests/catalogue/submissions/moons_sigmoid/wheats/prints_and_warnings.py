"""Prints, warnings and an extra helper function with own names."""

# %% set_seed
import warnings


def set_seed(seed):
    print("seeding with", seed)
    random.seed(int(seed))
    np.random.seed(int(seed) % 2**32)
    torch.manual_seed(int(seed))
    return seed

# %% backward
def deltas(y, a1, a2, W2):
    warnings.warn("deltas are sums")
    d2 = a2 - y
    return d2, dSigmoid(a1) * d2.matmul(W2.T)


def backward(inputs, targets, hidden, outputs, weights):
    print("shapes:", inputs.shape, hidden.shape, outputs.shape)
    d2, d1 = deltas(targets, hidden, outputs, weights)
    return inputs.T.matmul(d1), hidden.T.matmul(d2)

# %% train
def train(X, y, W1, W2, lr, epochs):
    history = []
    for epoch in range(epochs):
        hidden, out = forward(X, W1, W2)
        history.append(bce(y, out).item())
        if epoch % 100 == 0:
            print(epoch, history[-1])
        d2, d1 = deltas(y, hidden, out, W2)
        W1, W2 = W1 - lr * (X.T @ d1 / len(y)), W2 - lr * (hidden.T @ d2 / len(y))
    return W1, W2, history
