"""Three mistakes: the loss lost its minus, the hidden derivative is missing, the classes are floats."""

# %% set_seed
def set_seed(seed):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)

# %% hyperparameters
epochs = 1000
batch_size = 1000
test_size = 100
lr = 1.0

# %% sizes
I, H, O = 2, 3, 1

# %% sigmoid
def sigmoid(z):
    return 1 / (1 + torch.exp(-z))

# %% dSigmoid
def dSigmoid(a):
    return a * (1 - a)

# %% init_weights
def init_weights(I, H, O):
    W1 = torch.randn(I, H)
    W2 = torch.randn(H, O)
    return W1, W2

# %% forward
def forward(X, W1, W2):
    z1 = torch.matmul(X, W1)
    a1 = sigmoid(z1)
    z2 = torch.matmul(a1, W2)
    a2 = sigmoid(z2)
    return a1, a2

# %% bce
def bce(y, a2):
    N = y.shape[0]
    return 1 / N * torch.sum(y * torch.log(a2) + (1 - y) * torch.log(1 - a2))

# %% backward
def backward(X, y, a1, a2, W2):
    delta_2 = a2 - y
    delta_1 = torch.matmul(delta_2, W2.T)
    dL_dW2 = torch.matmul(a1.T, delta_2)
    dL_dW1 = torch.matmul(X.T, delta_1)
    return dL_dW1, dL_dW2

# %% train
def train(X, y, W1, W2, lr, epochs):
    N = X.shape[0]
    losses = []
    for i in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2))
        dL_dW1, dL_dW2 = backward(X, y, a1, a2, W2)
        W1 = W1 - lr / N * dL_dW1
        W2 = W2 - lr / N * dL_dW2
    return W1, W2, losses

# %% input_sensitivity
def input_sensitivity(X, y, W1, W2):
    a1, a2 = forward(X, W1, W2)
    delta_1 = torch.matmul(a2 - y, W2.T) * dSigmoid(a1)
    return torch.matmul(delta_1, W1.T)

# %% predict
def predict(X, W1, W2):
    a1, a2 = forward(X, W1, W2)
    return torch.round(a2)

# %% accuracy
def accuracy(X, y, W1, W2):
    return accuracy_score(y, predict(X, W1, W2))

# %% answer_sensitivity
1. The steps would be too large.
2. It is large near the middle, where the two moons meet, and small outside.
