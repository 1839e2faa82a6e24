"""Training without the functions above, with in-place updates of copies."""

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    w1 = w1.copy()
    w2 = w2.copy()
    costs = np.zeros(n_iterations)
    for t in range(n_iterations):
        h = x.dot(w1)
        h_relu = np.maximum(h, 0)
        y_pred = h_relu.dot(w2)
        costs[t] = np.square(y_pred - y).sum()
        grad_y_pred = 2.0 * (y_pred - y)
        grad_w2 = h_relu.T.dot(grad_y_pred)
        grad_h_relu = grad_y_pred.dot(w2.T)
        grad_h = grad_h_relu.copy()
        grad_h[h < 0] = 0
        grad_w1 = x.T.dot(grad_h)
        w1 -= learning_rate * grad_w1
        w2 -= learning_rate * grad_w2
    return w1, w2, costs
