"""The weights change after every single row."""
mistake = "not-full-batch"
fails = ["check_train"]

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    costs = []
    for t in range(n_iterations):
        costs.append(cost(forward(x, w1, w2)[2], y))
        for i in range(len(x)):
            xi, yi = x[i : i + 1], y[i : i + 1]
            h, h_relu, y_pred = forward(xi, w1, w2)
            g1, g2 = backward(xi, yi, h, h_relu, y_pred, w2)
            w1, w2 = update(w1, w2, g1, g2, learning_rate)
    return w1, w2, costs
