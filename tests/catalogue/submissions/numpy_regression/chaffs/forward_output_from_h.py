"""The output is computed from h instead of h_relu."""
mistake = "preactivation-for-activation"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    h = x.dot(w1)
    h_relu = np.maximum(h, 0)
    y_pred = h.dot(w2)
    return h, h_relu, y_pred
