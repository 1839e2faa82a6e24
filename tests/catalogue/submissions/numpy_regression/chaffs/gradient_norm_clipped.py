"""Gradients that are longer than 10 000 are cut to that length."""
mistake = "visible-inputs-only"
fails = ["check_grad_w2", "check_grad_w1"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    grad_y_pred = 2 * (y_pred - y)
    grad_w2 = h_relu.T.dot(grad_y_pred)
    grad_h_relu = grad_y_pred.dot(w2.T)
    grad_h = grad_h_relu.copy()
    grad_h[h < 0] = 0
    grad_w1 = x.T.dot(grad_h)
    return grad_w1 / max(1, np.linalg.norm(grad_w1) / 1e4), grad_w2 / max(1, np.linalg.norm(grad_w2) / 1e4)
