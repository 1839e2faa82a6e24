"""Each matrix gets the other one's gradient."""
mistake = "elementwise-shapes"
fails = ["check_update"]

# %% update
def update(w1, w2, grad_w1, grad_w2, learning_rate):
    w1 = w1 - learning_rate * grad_w2
    w2 = w2 - learning_rate * grad_w1
    return w1, w2
