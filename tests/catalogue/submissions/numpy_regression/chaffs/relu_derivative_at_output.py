"""ReLU's derivative at the output too, as if the output were rectified."""
mistake = "activation-on-output"
fails = ["check_grad_w2", "check_grad_w1"]

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    d_out = 2 * (y_pred - y) * (y_pred > 0)
    d_hid = d_out.dot(w2.T) * (h > 0)
    return np.dot(x.T, d_hid), np.dot(h_relu.T, d_out)
