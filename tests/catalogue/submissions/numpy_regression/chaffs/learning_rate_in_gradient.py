"""The learning rate of the notebook is folded into the gradients."""
mistake = "learning-rate-inside"
fails = ["check_grad_w2", "check_grad_w1"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    grad_y_pred = 2 * (y_pred - y)
    grad_h = grad_y_pred.dot(w2.T) * (h > 0)
    return learning_rate * x.T.dot(grad_h), learning_rate * h_relu.T.dot(grad_y_pred)
