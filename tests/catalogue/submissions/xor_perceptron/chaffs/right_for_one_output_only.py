"""The loop over the outputs ends after the first."""
mistake = "one-output-only"
fails = ["check_grad_output", "check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    g1, g2 = np.zeros((X.shape[1], hidden_layer.shape[1])), np.zeros(output_weights.shape)
    for n in range(len(X)):
        d = (y_output[n, 0] - y_true[n, 0]) * y_output[n, 0] * (1 - y_output[n, 0])
        for j in range(hidden_layer.shape[1]):
            g2[j, 0] += d * hidden_layer[n, j]
            g1[:, j] += d * output_weights[j, 0] * hidden_layer[n, j] * (1 - hidden_layer[n, j]) * X[n]
    return g1, g2
