"""The loop runs to n_iterations and includes it."""
mistake = ["one-update-too-many", "history-length"]
fails = ["check_train", "check_costs"]

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    costs = []
    t = 0
    while t <= n_iterations:
        h, h_relu, y_pred = forward(x, w1, w2)
        costs.append(cost(y_pred, y))
        w1, w2 = update(w1, w2, *backward(x, y, h, h_relu, y_pred, w2), learning_rate)
        t += 1
    return w1, w2, costs
