"""A second training goes on with the weights of the first one."""
mistake = "earlier-run"
fails = ["check_train", "check_costs"]

# %% train
mem = []


def train(x, y, w1, w2, learning_rate, n_iterations):
    if mem:
        w1, w2 = mem[-1]
    costs = []
    for t in range(n_iterations):
        h, h_relu, y_pred = forward(x, w1, w2)
        costs.append(cost(y_pred, y))
        grad_w1, grad_w2 = backward(x, y, h, h_relu, y_pred, w2)
        w1, w2 = update(w1, w2, grad_w1, grad_w2, learning_rate)
    mem.append((w1, w2))
    return w1, w2, costs
