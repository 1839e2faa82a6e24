"""The backward pass repeats the forward pass with the notebook's w1."""
mistake = "argument-ignored"
fails = ["check_grad_w2", "check_grad_w1"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    hidden = x.dot(w1)
    active = np.maximum(hidden, 0)
    error = 2 * (active.dot(w2) - y)
    return x.T.dot(error.dot(w2.T) * (hidden > 0)), active.T.dot(error)
