"""The derivative of the output"s sigmoid is still there."""
mistake = "output-derivative-extra"
fails = ["check_sensitivity"]

# %% input_sensitivity
def input_sensitivity(X, y, W1, W2):
    a1, a2 = forward(X, W1, W2)
    delta_2 = (a2 - y) * dSigmoid(a2)
    delta_1 = torch.mm(delta_2, W2.t()) * dSigmoid(a1)
    return torch.mm(delta_1, W1.t())
