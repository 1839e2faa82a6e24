"""A velocity outlives the call, so only the first update is a plain one."""
mistake = "earlier-run"
fails = ["check_update"]

# %% update
kept = {}


def update(w1, w2, grad_w1, grad_w2, learning_rate):
    new = []
    for name, weights, gradient in [("w1", w1, grad_w1), ("w2", w2, grad_w2)]:
        kept[name] = 0.9 * kept.get(name, 0 * weights) - learning_rate * gradient
        new.append(weights + kept[name])
    return new
