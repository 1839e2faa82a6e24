"""y - a2 turns every arrow round."""
mistake = "sign"
fails = ["check_sensitivity"]

# %% input_sensitivity
def input_sensitivity(X, y, W1, W2):
    a1, a2 = forward(X, W1, W2)
    rows = []
    for target, h, out in zip(y, a1, a2):
        rows.append(W1 @ ((W2 @ (target - out)) * h * (1 - h)))
    return torch.stack(rows)
