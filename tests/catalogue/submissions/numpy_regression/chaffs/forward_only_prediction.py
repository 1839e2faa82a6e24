"""Only the prediction is returned; training repeats the forward pass for itself."""
mistake = "wrong-number-of-results"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    return np.maximum(x.dot(w1), 0).dot(w2)

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    history = []
    for t in range(n_iterations):
        h = x.dot(w1)
        h_relu = np.maximum(h, 0)
        y_pred = forward(x, w1, w2)
        history.append(cost(y_pred, y))
        grad_w1, grad_w2 = backward(x, y, h, h_relu, y_pred, w2)
        w1, w2 = update(w1, w2, grad_w1, grad_w2, learning_rate)
    return w1, w2, history
