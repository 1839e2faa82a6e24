"""Everything right, in a student's own style: @ and .T, one helper for both deltas, clones and in-place updates."""

# %% set_seed
def set_seed(seed):
    # three libraries, three generators
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)

# %% hyperparameters
epochs = 1000
batch_size = 1000
test_size = 100
lr = 1

# %% sizes
I = 2  # x and y coordinate
H = 3
O = 1  # probability of class 1

# %% sigmoid
def sigmoid(z):
    return torch.exp(-z).add(1).reciprocal()

# %% dSigmoid
def dSigmoid(a):
    # a is already sigmoid(z)
    return a - a * a

# %% after check_dSigmoid
# the slope in the middle should be a quarter
print(dSigmoid(sigmoid(torch.zeros(1))))

# %% init_weights
def init_weights(I, H, O):
    hidden = torch.randn((I, H))
    output = torch.randn((H, O))
    return hidden, output

# %% forward
def forward(X, W1, W2):
    a1 = sigmoid(X @ W1)
    a2 = sigmoid(a1 @ W2)
    return a1, a2

# %% bce
def bce(y, a2):
    log_likelihood = y * a2.log() + (1 - y) * (1 - a2).log()
    return -log_likelihood.mean()

# %% backward
def deltas(y, a1, a2, W2):
    # gradients of the summed loss by z2 and z1
    d2 = a2 - y
    d1 = (d2 @ W2.T) * dSigmoid(a1)
    return d1, d2


def backward(X, y, a1, a2, W2):
    d1, d2 = deltas(y, a1, a2, W2)
    return X.T @ d1, a1.T @ d2

# %% train
def train(X, y, W1, W2, lr, epochs):
    W1 = W1.clone()
    W2 = W2.clone()
    step = lr / X.size(0)
    losses = []
    for epoch in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2).item())
        g1, g2 = backward(X, y, a1, a2, W2)  # both before any update
        W1 -= step * g1
        W2 -= step * g2
    return W1, W2, losses

# %% input_sensitivity
def input_sensitivity(X, y, W1, W2):
    a1, a2 = forward(X, W1, W2)
    d1, _ = deltas(y, a1, a2, W2)
    return d1 @ W1.T

# %% predict
def predict(X, W1, W2):
    return torch.where(forward(X, W1, W2)[1] > 0.5, 1, 0)

# %% accuracy
def accuracy(X, y, W1, W2):
    return accuracy_score(y.flatten(), predict(X, W1, W2).flatten())

# %% answer_sensitivity
1. I tried it: the loss jumps straight to nan, because the first step is a thousand times too big and all outputs become exactly 0
or 1. The gradient is a sum over the examples, so its length grows with the number of examples. With 2000 rows the step would be
2000 times too big.
2. The dark points are the tips of the two moons that ended up on the wrong side of the line. There a2 - y is almost 1 or -1, and
that is the first factor. The yellow points are far away from the line on the correct side: a2 is nearly equal to y, so the
product is nearly 0 whatever the other factors are.
