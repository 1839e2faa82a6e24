"""The step is added."""
mistake = "ascent"
fails = ["check_update"]

# %% update
def update(w1, w2, grad_w1, grad_w2, learning_rate):
    return w1 + learning_rate * grad_w1, w2 + learning_rate * grad_w2
