"""Everything in plain loops."""

# %% forward
def forward(X, hidden_weights, output_weights):
    n, d = X.shape
    h, m = output_weights.shape
    hidden = np.zeros((n, h))
    out = np.zeros((n, m))
    for i in range(n):
        for j in range(h):
            z = 0.0
            for k in range(d):
                z += X[i, k] * hidden_weights[k, j]
            hidden[i, j] = sigmoid(z)
        for k in range(m):
            out[i, k] = sigmoid(sum(hidden[i, j] * output_weights[j, k] for j in range(h)))
    return hidden, out

# %% loss
def loss(y_true, y_output):
    total = 0
    for row_true, row_out in zip(y_true, y_output):
        for a, b in zip(row_true, row_out):
            total = total + (a - b) ** 2 / 2
    return total

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    gh = np.zeros((X.shape[1], hidden_layer.shape[1]))
    go = np.zeros_like(output_weights)
    for x, t, h, o in zip(X, y_true, hidden_layer, y_output):
        d2 = -(t - o) * o * (1 - o)
        go += np.outer(h, d2)
        d1 = np.array([sum(output_weights[j, k] * d2[k] for k in range(len(d2))) for j in range(len(h))])
        d1 = d1 * h * (1 - h)
        gh += np.outer(x, d1)
    return gh, go

# %% predict
def predict(X, hidden_weights, output_weights):
    out = forward(X, hidden_weights, output_weights)[1]
    result = np.zeros(out.shape, dtype=int)
    for index, value in np.ndenumerate(out):
        if value > 0.5:
            result[index] = 1
    return result



