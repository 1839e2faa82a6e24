"""np.minimum for np.maximum."""
mistake = "wrong-activation"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    h = x.dot(w1)
    h_relu = np.minimum(0, h)
    y_pred = h_relu.dot(w2)
    return h, h_relu, y_pred
