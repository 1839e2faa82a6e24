"""The gradient is multiplied by h_relu instead of by ReLU's derivative."""
mistake = "function-for-derivative"
fails = ["check_grad_w1"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    grad_y_pred = 2 * (y_pred - y)
    grad_w2 = h_relu.T.dot(grad_y_pred)
    grad_h_relu = grad_y_pred.dot(w2.T)
    grad_h = grad_h_relu * h_relu
    return x.T.dot(grad_h), grad_w2
