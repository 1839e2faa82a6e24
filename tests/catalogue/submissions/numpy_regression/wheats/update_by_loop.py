"""The update by a loop over pairs; a list comes back."""

# %% update
def update(w1, w2, grad_w1, grad_w2, learning_rate):
    new = []
    for w, g in ((w1, grad_w1), (w2, grad_w2)):
        w = w.copy()
        w -= np.multiply(g, learning_rate)
        new.append(w)
    return new

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    weights = [w1, w2]
    costs = []
    while len(costs) < n_iterations:
        h, h_relu, y_pred = forward(x, *weights)
        costs += [cost(y_pred, y)]
        weights = update(*weights, *backward(x, y, h, h_relu, y_pred, weights[1]), learning_rate)
    return [*weights, costs]
