"""In the loop over the rows the gradient is assigned, not added up."""
mistake = "one-row-only"
fails = ["check_grad_output", "check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    for x, t, h, o in zip(X, y_true, hidden_layer, y_output):
        d2 = (o - t) * o * (1 - o)
        d1 = (output_weights @ d2) * h * (1 - h)
        g2 = np.outer(h, d2)
        g1 = np.outer(x, d1)
    return g1, g2
