"""Everything right, in a student's own style: np.dot, own helper, copies and in-place updates."""

# %% encode
# columns A and B, then A XOR B
A = np.array([0, 0, 1, 1])
B = np.array([0, 1, 0, 1])
X = np.stack([A, B], axis=1).astype(float)
y = (A != B).astype(float).reshape(-1, 1)

# %% weights
n_input = X.shape[1]
n_hidden = 4
n_output = y.shape[1]
hidden_weights = np.random.randn(n_input, n_hidden)
output_weights = np.random.randn(n_hidden, n_output)

# %% sigmoid
def sigmoid(z):
    e = np.exp(-np.abs(z))  # never overflows
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

# %% after check_sigmoid
# sigmoid(0) should be one half
print(sigmoid(np.zeros(3)))

# %% forward
def forward(X, hidden_weights, output_weights):
    hidden = sigmoid(np.dot(X, hidden_weights))
    out = sigmoid(np.dot(hidden, output_weights))
    return hidden, out

# %% loss
def loss(y_true, y_output):
    diff = y_true - y_output
    return np.square(diff).sum() / 2

# %% backpropagate
def slope(a):
    # derivative of the sigmoid, from its value
    return a * (1 - a)


def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    d_out = (y_output - y_true) * slope(y_output)
    d_hid = np.dot(d_out, output_weights.T) * slope(hidden_layer)
    return np.dot(X.T, d_hid), np.dot(hidden_layer.T, d_out)

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    W1 = hidden_weights.copy()
    W2 = output_weights.copy()
    history = []
    for epoch in range(epochs):
        hid, out = forward(X, W1, W2)
        history.append(loss(y, out))
        g1, g2 = backpropagate(X, y, hid, out, W2)
        W1 -= lr * g1
        W2 -= lr * g2
    return W1, W2, history

# %% predict
def predict(X, hidden_weights, output_weights):
    out = forward(X, hidden_weights, output_weights)[1]
    return np.where(out > 0.5, 1, 0)

# %% answer_hidden_units
In my plot two units solved XOR once in ten tries, three units in more than half of the tries, and four or six always. I think
more units help because each one starts in a random direction, and it is enough if some of them happen to look the right way.
With two units both have to be lucky.
