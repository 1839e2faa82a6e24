"""h is overwritten by the mask."""
mistake = "arguments-changed"
fails = ["check_grad_w2"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    grad_y_pred = 2 * (y_pred - y)
    h[h < 0] = 0
    h[h > 0] = 1
    grad_h = grad_y_pred.dot(w2.T) * h
    return x.T.dot(grad_h), h_relu.T.dot(grad_y_pred)
