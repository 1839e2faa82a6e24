"""The step function, which is the derivative of ReLU."""
mistake = "derivative-for-function"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    h = x.dot(w1)
    active = (h > 0).astype(float)
    return h, active, active.dot(w2)
