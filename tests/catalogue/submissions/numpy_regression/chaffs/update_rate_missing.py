"""The whole gradient is subtracted."""
mistake = "learning-rate-missing"
fails = ["check_update"]

# %% update
def update(w1, w2, grad_w1, grad_w2, learning_rate):
    new_w1 = w1 - grad_w1
    new_w2 = w2 - grad_w2
    return new_w1, new_w2
