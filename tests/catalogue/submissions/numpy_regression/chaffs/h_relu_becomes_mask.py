"""h_relu is turned into the mask in place."""
mistake = "arguments-changed"
fails = ["check_grad_w2"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    grad_y_pred = 2 * (y_pred - y)
    grad_w2 = h_relu.T.dot(grad_y_pred)
    h_relu[h_relu > 0] = 1
    grad_h = grad_y_pred.dot(w2.T) * h_relu
    return x.T.dot(grad_h), grad_w2
