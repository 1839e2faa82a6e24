"""np.squeeze takes the axis away when there is one row or one output: y_pred is then not (N, D_out)."""
mistake = "dimension-lost"
fails = ["check_forward"]

# %% forward
def forward(x, w1, w2):
    """Forward pass through both layers."""
    h = np.dot(x, w1)
    h_relu = np.maximum(0, h)
    y_pred = np.squeeze(np.dot(h_relu, w2))
    return h, h_relu, y_pred
