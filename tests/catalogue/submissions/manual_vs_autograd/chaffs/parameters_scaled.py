"""The weights are drawn a hundred times too small."""
mistake = "wrong-distribution"
fails = ["check_parameters"]

# %% manual_class
class Manual2Layer:
    def __init__(self, nx, n1, ny, learning_rate):
        self.learning_rate = learning_rate
        self.W1 = 0.01 * torch.randn(n1, nx)
        self.b1 = 0.01 * torch.randn(n1)
        self.W2 = 0.01 * torch.randn(ny, n1)
        self.b2 = 0.01 * torch.randn(ny)
