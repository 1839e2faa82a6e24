"""In-place work, but on copies."""

# %% train
import copy


def train(X, y, hidden_weights, output_weights, epochs, lr):
    W1 = copy.deepcopy(hidden_weights)
    W2 = np.array(output_weights)
    losses = []
    k = 0
    while k < epochs:
        h, out = forward(X, W1, W2)
        losses += [loss(y, out)]
        g1, g2 = backpropagate(X, y, h, out, W2)
        W1 -= lr * g1
        np.subtract(W2, lr * g2, out=W2)
        k += 1
    return W1, W2, losses

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    d2 = y_output.copy()
    d2 -= y_true
    d2 *= y_output
    d2 *= 1 - y_output
    d1 = np.dot(d2, np.transpose(output_weights))
    d1 *= hidden_layer
    d1 *= 1 - hidden_layer
    return np.dot(np.transpose(X), d1), np.dot(np.transpose(hidden_layer), d2)
