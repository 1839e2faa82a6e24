"""The mask is a quotient of the two kinds of sums, which is nan where both are 0."""
mistake = "nan"
fails = ["check_grad_w1"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    error = 2 * (y_pred - y)
    return x.T @ (h_relu / h * (error @ w2.T)), h_relu.T @ error
