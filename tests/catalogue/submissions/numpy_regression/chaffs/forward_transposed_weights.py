"""A transpose too many in the second layer."""
mistake = "matmul-shapes"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    h = x.dot(w1)
    h_relu = np.maximum(h, 0)
    y_pred = h_relu.dot(w2.T)
    return h, h_relu, y_pred
