"""Written with loops, and the derivative of the hidden unit is forgotten."""
mistake = "hidden-derivative-missing"
fails = ["check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    n, d = X.shape
    h, m = output_weights.shape
    g_hidden, g_output = np.zeros((d, h)), np.zeros((h, m))
    for r in range(n):
        for k in range(m):
            delta = (y_output[r, k] - y_true[r, k]) * y_output[r, k] * (1 - y_output[r, k])
            for j in range(h):
                g_output[j, k] += delta * hidden_layer[r, j]
                for i in range(d):
                    g_hidden[i, j] += delta * output_weights[j, k] * X[r, i]
    return g_hidden, g_output
