"""The parameter is called inputs, but the body still uses the notebook's x."""
mistake = "argument-ignored"
fails = ["check_forward"]

# %% forward
def forward(inputs, w1, w2):
    h = x.dot(w1)
    h_relu = np.maximum(h, 0)
    return h, h_relu, h_relu.dot(w2)
