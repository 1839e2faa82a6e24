"""Gradients of the mean over rows and outputs."""
mistake = "mean-for-sum"
fails = ["check_grad_w2", "check_grad_w1"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    grad_y_pred = 2 * (y_pred - y) / y.size
    grad_h = np.where(h > 0, grad_y_pred.dot(w2.T), 0)
    return x.T.dot(grad_h), h_relu.T.dot(grad_y_pred)
