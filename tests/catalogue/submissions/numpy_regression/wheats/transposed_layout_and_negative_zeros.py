"""Everything as columns: results are transposed views in Fortran order, and the inactive units are -0.0."""

# %% forward
def forward(x, w1, w2):
    """Forward pass through both layers."""
    h = w1.T @ x.T
    h_relu = np.where(h > 0, h, -0.0)
    y_pred = w2.T @ h_relu
    return h.T, h_relu.T, y_pred.T

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    """Gradients of the cost (the summed squared error) by both weight matrices."""
    g = 2 * (y_pred.T - y.T)
    back = w2 @ g
    back[h.T <= 0] = 0
    return (back @ x).T, (g @ h_relu).T

# %% update
def update(w1, w2, grad_w1, grad_w2, learning_rate):
    """One step of gradient descent."""
    w1, w2 = np.array(w1, order="F"), np.array(w2, order="F")
    w1 -= learning_rate * grad_w1
    w2 -= learning_rate * grad_w2
    return w1, w2
