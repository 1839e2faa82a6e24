"""The factor 2 is applied in the output and again in the hidden layer."""
mistake = "factor-two"
fails = ["check_grad_w1"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    e = y_pred - y
    grad_w2 = 2 * h_relu.T @ e
    grad_h = 2 * (2 * e) @ w2.T
    grad_h[h < 0] = 0
    return x.T @ grad_h, grad_w2
