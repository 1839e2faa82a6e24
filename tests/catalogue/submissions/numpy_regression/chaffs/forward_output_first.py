"""The prediction is returned first."""
mistake = "swapped"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    h = x @ w1
    h_relu = np.maximum(0, h)
    return h_relu @ w2, h, h_relu

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    costs = []
    for t in range(n_iterations):
        y_pred, h, h_relu = forward(x, w1, w2)
        costs.append(cost(y_pred, y))
        g1, g2 = backward(x, y, h, h_relu, y_pred, w2)
        w1, w2 = update(w1, w2, g1, g2, learning_rate)
    return w1, w2, costs
