"""Written with einsum, and the sign is turned."""
mistake = "sign"
fails = ["check_grad_output", "check_grad_hidden"]

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    d2 = (y_true - y_output) * y_output * (1 - y_output)
    d1 = np.einsum("nm,hm,nh->nh", d2, output_weights, hidden_layer * (1 - hidden_layer))
    return np.einsum("nd,nh->dh", X, d1), np.einsum("nh,nm->hm", hidden_layer, d2)
