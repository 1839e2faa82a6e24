"""The learning rate falls with every call of update."""
mistake = "earlier-run"
fails = ["check_update"]

# %% update
mem = []


def update(w1, w2, grad_w1, grad_w2, learning_rate):
    mem.append(0)
    learning_rate = learning_rate * 0.99 ** (len(mem) - 1)
    w1 = w1 - learning_rate * grad_w1
    w2 = w2 - learning_rate * grad_w2
    return w1, w2
