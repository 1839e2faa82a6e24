"""The step remembers the last one, as in the next notebook."""
mistake = "updates-differ"
fails = ["check_train"]

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    costs = []
    v1 = np.zeros_like(w1)
    v2 = np.zeros_like(w2)
    for t in range(n_iterations):
        h, h_relu, y_pred = forward(x, w1, w2)
        costs.append(cost(y_pred, y))
        g1, g2 = backward(x, y, h, h_relu, y_pred, w2)
        v1 = 0.9 * v1 - learning_rate * g1
        v2 = 0.9 * v2 - learning_rate * g2
        w1, w2 = w1 + v1, w2 + v2
    return w1, w2, costs
