"""Plain loops over rows, units and outputs."""

# %% forward
def forward(x, w1, w2):
    n, hidden, out = x.shape[0], w1.shape[1], w2.shape[1]
    h = np.zeros((n, hidden))
    y_pred = np.zeros((n, out))
    for i in range(n):
        for j in range(hidden):
            h[i, j] = sum(x[i, k] * w1[k, j] for k in range(x.shape[1]))
    h_relu = np.array([[max(0.0, value) for value in row] for row in h])
    for i in range(n):
        for k in range(out):
            y_pred[i, k] = sum(h_relu[i, j] * w2[j, k] for j in range(hidden))
    return h, h_relu, y_pred

# %% cost
def cost(y_pred, y):
    total = 0.0
    for row in range(y.shape[0]):
        for column in range(y.shape[1]):
            total += (y_pred[row, column] - y[row, column]) ** 2
    return total

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    grad_w1 = np.zeros((x.shape[1], h.shape[1]))
    grad_w2 = np.zeros(w2.shape)
    for i in range(len(x)):
        for k in range(y.shape[1]):
            d = 2 * (y_pred[i, k] - y[i, k])
            for j in range(h.shape[1]):
                grad_w2[j, k] += h_relu[i, j] * d
                if h[i, j] > 0:
                    grad_w1[:, j] += x[i] * d * w2[j, k]
    return grad_w1, grad_w2
