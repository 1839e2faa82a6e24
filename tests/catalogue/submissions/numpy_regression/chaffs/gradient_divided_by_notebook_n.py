"""The gradients are divided by the notebook's N."""
mistake = "notebook-size"
fails = ["check_grad_w2", "check_grad_w1"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    grad_y_pred = 2 * (y_pred - y)
    grad_w2 = h_relu.T.dot(grad_y_pred) / N
    grad_h = grad_y_pred.dot(w2.T)
    grad_h[h < 0] = 0
    grad_w1 = x.T.dot(grad_h) / N
    return grad_w1, grad_w2
