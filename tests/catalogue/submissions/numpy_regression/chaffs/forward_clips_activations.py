"""Activations end at 1000."""
mistake = "visible-inputs-only"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    h = x.dot(w1)
    h_relu = np.clip(h, 0, 1000)
    y_pred = h_relu.dot(w2)
    return h, h_relu, y_pred
