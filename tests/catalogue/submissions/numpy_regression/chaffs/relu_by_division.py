"""ReLU is computed with h / |h|: nan where h is exactly 0."""
mistake = "nan"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    h = x.dot(w1)
    h_relu = h * (h / np.abs(h) + 1) / 2
    y_pred = h_relu.dot(w2)
    return h, h_relu, y_pred
