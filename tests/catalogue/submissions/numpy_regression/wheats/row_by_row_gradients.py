"""Gradients of single rows as outer products, added up."""

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    grad_w1 = 0
    grad_w2 = 0
    for xi, yi, hi, ri, pi in zip(x, y, h, h_relu, y_pred):
        d = 2 * (pi - yi)
        grad_w2 = grad_w2 + np.outer(ri, d)
        grad_w1 = grad_w1 + np.outer(xi, (w2 @ d) * (hi > 0))
    return grad_w1, grad_w2
