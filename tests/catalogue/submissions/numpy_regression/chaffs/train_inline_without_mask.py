"""The gradient is written out again in the loop, without the mask."""
mistake = "trained-without-derivative"
fails = ["check_train"]

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    losses = []
    for it in range(n_iterations):
        h, h_relu, y_pred = forward(x, w1, w2)
        losses.append(cost(y_pred, y))
        d = 2 * (y_pred - y)
        w1, w2 = w1 - learning_rate * (x.T @ (d @ w2.T)), w2 - learning_rate * (h_relu.T @ d)
    return w1, w2, losses
