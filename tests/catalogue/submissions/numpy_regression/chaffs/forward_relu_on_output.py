"""ReLU on the output as well, which cuts negative predictions off."""
mistake = "activation-on-output"
fails = ["check_forward"]

# %% forward
def relu(z):
    return np.where(z > 0, z, 0.0)


def forward(x, w1, w2):
    h = x.dot(w1)
    h_relu = relu(h)
    y_pred = relu(h_relu.dot(w2))
    return h, h_relu, y_pred
