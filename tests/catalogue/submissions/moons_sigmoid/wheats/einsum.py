"""Every product by einsum."""

# %% forward
def forward(X, W1, W2):
    a1 = sigmoid(torch.einsum("ni,ih->nh", X, W1))
    a2 = sigmoid(torch.einsum("nh,ho->no", a1, W2))
    return a1, a2

# %% backward
def backward(X, y, a1, a2, W2):
    d2 = a2 - y
    d1 = torch.einsum("no,ho,nh->nh", d2, W2, dSigmoid(a1))
    return torch.einsum("ni,nh->ih", X, d1), torch.einsum("nh,no->ho", a1, d2)

# %% input_sensitivity
def input_sensitivity(X, y, W1, W2):
    a1, a2 = forward(X, W1, W2)
    return torch.einsum("no,ho,nh,ih->ni", a2 - y, W2, dSigmoid(a1), W1)
