"""The number 500 is written into the loop."""
mistake = ["iterations-ignored", "history-length"]
fails = ["check_train", "check_costs"]

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    niteration = 500
    costs = []
    for t in range(niteration):
        h, h_relu, y_pred = forward(x, w1, w2)
        costs.append(cost(y_pred, y))
        grad_w1, grad_w2 = backward(x, y, h, h_relu, y_pred, w2)
        w1, w2 = update(w1, w2, grad_w1, grad_w2, learning_rate)
    return w1, w2, costs
