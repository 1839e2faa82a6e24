"""Sigmoid in place of ReLU."""
mistake = "wrong-activation"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    h = x @ w1
    h_relu = 1 / (1 + np.exp(-h))
    return h, h_relu, h_relu @ w2
