"""The costs all belong to the weights at the start."""
mistake = "history-constant"
fails = ["check_costs"]

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    a, b = w1, w2
    costs = []
    for t in range(n_iterations):
        costs.append(cost(forward(x, w1, w2)[2], y))
        h, h_relu, y_pred = forward(x, a, b)
        g1, g2 = backward(x, y, h, h_relu, y_pred, b)
        a, b = update(a, b, g1, g2, learning_rate)
    return a, b, costs
