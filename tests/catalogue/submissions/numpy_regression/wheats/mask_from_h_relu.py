"""The mask by the activations, strict, as a product."""

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    delta_out = 2 * (y_pred - y)
    delta_hidden = np.dot(delta_out, w2.T) * (h_relu > 0)
    return np.dot(x.T, delta_hidden), np.dot(h_relu.T, delta_out)
