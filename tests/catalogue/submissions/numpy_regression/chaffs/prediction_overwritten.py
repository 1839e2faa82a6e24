"""The error is computed in place, in the array of predictions."""
mistake = "arguments-changed"
fails = ["check_grad_w2"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    y_pred -= y
    y_pred *= 2
    grad_h = y_pred.dot(w2.T)
    grad_h[h < 0] = 0
    return x.T.dot(grad_h), h_relu.T.dot(y_pred)
