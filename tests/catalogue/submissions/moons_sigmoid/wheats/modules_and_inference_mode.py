"""torch.nn.Sigmoid, parameters as weights, training under inference_mode."""

# %% sigmoid
sigmoid = torch.nn.Sigmoid()

# %% init_weights
def init_weights(I, H, O):
    return torch.nn.Parameter(torch.randn(I, H)), torch.nn.Parameter(torch.randn(H, O))

# %% train
@torch.inference_mode()
def train(X, y, W1, W2, lr, epochs):
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2))
        g1, g2 = backward(X, y, a1, a2, W2)
        W1, W2 = W1 - lr / len(X) * g1, W2 - lr / len(X) * g2
    return W1, W2, losses

# %% predict
def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] > 0.5) * 1

# %% accuracy
def accuracy(X, y, W1, W2):
    return np.float64(accuracy_score(y, predict(X, W1, W2)))
