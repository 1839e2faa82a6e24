"""The activation is forgotten: h_relu is h."""
mistake = "activation-missing"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    h = x.dot(w1)
    h_relu = h.copy()
    y_pred = h_relu.dot(w2)
    return h, h_relu, y_pred
