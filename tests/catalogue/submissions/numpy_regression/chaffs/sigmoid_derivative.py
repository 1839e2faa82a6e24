"""The derivative of the sigmoid, from another exercise."""
mistake = "wrong-derivative"
fails = ["check_grad_w1"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    delta2 = 2 * (y_pred - y)
    delta1 = delta2 @ w2.T * h_relu * (1 - h_relu)
    return x.T @ delta1, h_relu.T @ delta2
