"""Gradients of the mean over the outputs."""
mistake = "mean-for-sum"
fails = ["check_grad_w2", "check_grad_w1"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    grad_y_pred = 2 * (y_pred - y) / y.shape[1]
    grad_w2 = h_relu.T.dot(grad_y_pred)
    grad_h_relu = grad_y_pred.dot(w2.T)
    grad_h = grad_h_relu.copy()
    grad_h[h < 0] = 0
    grad_w1 = x.T.dot(grad_h)
    return grad_w1, grad_w2
