"""Autograd, which is reported but right; weights that require gradients."""

# %% init_weights
def init_weights(I, H, O):
    W1 = torch.randn(I, H, requires_grad=True)
    W2 = torch.randn(H, O, requires_grad=True)
    return W1, W2

# %% backward
def backward(X, y, a1, a2, W2):
    V = W2.detach().clone().requires_grad_()
    h = a1.detach().clone().requires_grad_()
    out = torch.sigmoid(h @ V)
    total = -(y * torch.log(out) + (1 - y) * torch.log(1 - out)).sum()
    total.backward()
    return X.T @ (h.grad * a1 * (1 - a1)), V.grad

# %% input_sensitivity
def input_sensitivity(X, y, W1, W2):
    points = X.clone().requires_grad_(True)
    _, a2 = forward(points, W1, W2)
    loss = -torch.sum(y * torch.log(a2) + (1 - y) * torch.log(1 - a2))
    (gradient,) = torch.autograd.grad(loss, points)
    return gradient
