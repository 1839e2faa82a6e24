"""* where a matrix product belongs."""
mistake = "elementwise-shapes"
fails = ["check_grad_w2", "check_grad_w1"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    delta = 2 * (y_pred - y)
    grad_w2 = h_relu.T * delta
    grad_h = delta @ w2.T * (h > 0)
    grad_w1 = x.T @ grad_h
    return grad_w1, grad_w2
