"""np.maximum writes its result into h."""
mistake = "preactivation-overwritten"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    h = np.dot(x, w1)
    h_relu = np.maximum(h, 0, out=h)
    return h, h_relu, np.dot(h_relu, w2)
