"""h and h_relu are returned in the wrong order, and training uses them so."""
mistake = "swapped"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    h = x.dot(w1)
    h_relu = np.maximum(h, 0)
    return h_relu, h, h_relu.dot(w2)

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    costs = []
    for t in range(n_iterations):
        h_relu, h, y_pred = forward(x, w1, w2)
        costs.append(cost(y_pred, y))
        grad_w1, grad_w2 = backward(x, y, h, h_relu, y_pred, w2)
        w1, w2 = update(w1, w2, grad_w1, grad_w2, learning_rate)
    return w1, w2, costs
