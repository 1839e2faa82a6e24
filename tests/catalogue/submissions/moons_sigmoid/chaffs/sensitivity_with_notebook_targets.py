"""The notebook"s y stands where the argument has another name."""
mistake = "argument-ignored"
fails = ["check_sensitivity"]

# %% input_sensitivity
def input_sensitivity(inputs, targets, W1, W2):
    a1, a2 = forward(inputs, W1, W2)
    delta_1 = torch.matmul(a2 - y, W2.T) * dSigmoid(a1)
    return torch.matmul(delta_1, W1.T)
