"""Gradients of the mean over the rows."""
mistake = "mean-for-sum"
fails = ["check_grad_w2", "check_grad_w1"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    rows = x.shape[0]
    grad_y_pred = 2 * (y_pred - y) / rows
    grad_w2 = h_relu.T.dot(grad_y_pred)
    grad_h = grad_y_pred.dot(w2.T) * (h > 0)
    return x.T.dot(grad_h), grad_w2
