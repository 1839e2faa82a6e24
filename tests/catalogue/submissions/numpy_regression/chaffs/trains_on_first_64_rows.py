"""Takes the first 64 rows as 'the batch': all of them in the notebook, but with more rows the rest is left out of updates and costs."""
mistake = "visible-inputs-only"
fails = ["check_train", "check_costs"]

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    """Gradient descent with all rows at once."""
    batch_size = 64
    x_batch, y_batch = x[:batch_size], y[:batch_size]
    costs = []
    for t in range(n_iterations):
        h, h_relu, y_pred = forward(x_batch, w1, w2)
        costs.append(cost(y_pred, y_batch))
        grad_w1, grad_w2 = backward(x_batch, y_batch, h, h_relu, y_pred, w2)
        w1, w2 = update(w1, w2, grad_w1, grad_w2, learning_rate)
    return w1, w2, costs
