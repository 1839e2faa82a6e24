"""The function returns what the notebook computed outside of it."""
mistake = "argument-ignored"
fails = ["check_forward"]

# %% forward
h_all = x.dot(w1)
h_relu_all = np.maximum(h_all, 0)


def forward(x, w1, w2):
    return h_all, h_relu_all, h_relu_all.dot(w2)
