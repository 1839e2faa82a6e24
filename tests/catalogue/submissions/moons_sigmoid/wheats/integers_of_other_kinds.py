"""int32 classes, accuracy by comparison, transposed draws, other sizes and rates."""

# %% hyperparameters
lr = 0.5
epochs = 300
batch_size = 400
test_size = 50

# %% sizes
I = 2
H = 8
O = 1

# %% init_weights
def init_weights(I, H, O):
    return torch.randn(H, I).T, torch.randn(O, H).T

# %% predict
def predict(X, W1, W2):
    a2 = forward(X, W1, W2)[1]
    return torch.round(a2).int()

# %% accuracy
def accuracy(X, y, W1, W2):
    right = predict(X, W1, W2) == y
    return right.float().mean()
