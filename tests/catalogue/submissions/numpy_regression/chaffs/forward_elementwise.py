"""* in place of the matrix product."""
mistake = "elementwise-shapes"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    h = x * w1
    h_relu = np.maximum(h, 0)
    y_pred = h_relu * w2
    return h, h_relu, y_pred
