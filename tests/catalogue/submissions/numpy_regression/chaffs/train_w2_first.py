"""w2 is updated before the gradient goes back through it."""
mistake = "updated-weights-used"
fails = ["check_train"]

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    w1, w2 = w1.copy(), w2.copy()
    costs = []
    for t in range(n_iterations):
        h, h_relu, y_pred = forward(x, w1, w2)
        costs.append(cost(y_pred, y))
        grad_y_pred = 2 * (y_pred - y)
        w2 -= learning_rate * h_relu.T.dot(grad_y_pred)
        grad_h_relu = grad_y_pred.dot(w2.T)
        grad_h = grad_h_relu.copy()
        grad_h[h < 0] = 0
        w1 -= learning_rate * x.T.dot(grad_h)
    return w1, w2, costs
