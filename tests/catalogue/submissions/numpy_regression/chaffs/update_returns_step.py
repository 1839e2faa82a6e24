"""The step is returned, not the weights after it."""
mistake = "step-for-weights"
fails = ["check_update"]

# %% update
def update(w1, w2, grad_w1, grad_w2, learning_rate):
    return learning_rate * grad_w1, learning_rate * grad_w2

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    costs = []
    for t in range(n_iterations):
        h, h_relu, y_pred = forward(x, w1, w2)
        costs.append(cost(y_pred, y))
        step1, step2 = update(w1, w2, *backward(x, y, h, h_relu, y_pred, w2), learning_rate)
        w1, w2 = w1 - step1, w2 - step2
    return w1, w2, costs
