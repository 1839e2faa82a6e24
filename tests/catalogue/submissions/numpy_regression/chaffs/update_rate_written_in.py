"""The learning rate 1e-6 is written into the function."""
mistake = "learning-rate-ignored"
fails = ["check_update"]

# %% update
def update(w1, w2, grad_w1, grad_w2, learning_rate):
    eta = 1e-6
    return w1 - eta * grad_w1, w2 - eta * grad_w2
