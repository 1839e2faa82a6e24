"""The parameters are drawn in float64, whatever the notebook works in."""

mistake = "dtype-changed"
fails = ["check_parameters"]

# %% manual_class
class Manual2Layer:
    """Two layers by hand."""

    def __init__(self, nx, n1, ny, learning_rate):
        self.learning_rate = learning_rate
        self.W1 = torch.randn(n1, nx, dtype=torch.float64)
        self.b1 = torch.randn(n1, dtype=torch.float64)
        self.W2 = torch.randn(ny, n1, dtype=torch.float64)
        self.b2 = torch.randn(ny, dtype=torch.float64)
