"""The loop begins at 1."""
mistake = ["not-updated", "history-length"]
fails = ["check_train", "check_costs"]

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    costs = []
    for t in range(1, n_iterations):
        h, h_relu, y_pred = forward(x, w1, w2)
        costs.append(cost(y_pred, y))
        w1, w2 = update(w1, w2, *backward(x, y, h, h_relu, y_pred, w2), learning_rate)
    return w1, w2, costs
