"""The costs in the list are rounded to two decimals."""
mistake = "visible-inputs-only"
fails = ["check_costs"]

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    costs = []
    for t in range(n_iterations):
        h, h_relu, y_pred = forward(x, w1, w2)
        costs.append(round(cost(y_pred, y), 2))
        grad_w1, grad_w2 = backward(x, y, h, h_relu, y_pred, w2)
        w1, w2 = update(w1, w2, grad_w1, grad_w2, learning_rate)
    return w1, w2, costs
