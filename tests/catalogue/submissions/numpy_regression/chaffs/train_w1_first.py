"""w1 is updated before the gradient of w2 is computed from a fresh forward pass."""
mistake = "updated-weights-used"
fails = ["check_train"]

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    costs = []
    for _ in range(n_iterations):
        h, h_relu, y_pred = forward(x, w1, w2)
        costs.append(cost(y_pred, y))
        w1 = w1 - learning_rate * backward(x, y, h, h_relu, y_pred, w2)[0]
        h, h_relu, y_pred = forward(x, w1, w2)
        w2 = w2 - learning_rate * backward(x, y, h, h_relu, y_pred, w2)[1]
    return w1, w2, costs
