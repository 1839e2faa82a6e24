"""ReLU is applied in place, so h loses its negative values."""
mistake = "preactivation-overwritten"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    h = x @ w1
    h_relu = h
    h_relu[h_relu < 0] = 0
    return h, h_relu, h_relu @ w2
