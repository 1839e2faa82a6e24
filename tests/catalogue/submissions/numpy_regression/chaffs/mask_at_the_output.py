"""The mask is put on the output's gradient, not on the hidden one."""
mistake = "activation-on-output"
fails = ["check_grad_w1"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    grad_y_pred = 2 * (y_pred - y)
    grad_w2 = h_relu.T.dot(grad_y_pred)
    masked = grad_y_pred * (y_pred > 0)
    grad_h = masked.dot(w2.T)
    return x.T.dot(grad_h), grad_w2
