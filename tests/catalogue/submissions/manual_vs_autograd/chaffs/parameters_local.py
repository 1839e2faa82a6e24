"""`self.` is missing in front of b2, so it is gone when the method ends."""
mistake = "attribute-missing"
fails = ["check_parameters"]

# %% manual_class
class Manual2Layer:
    def __init__(self, nx, n1, ny, learning_rate):
        self.learning_rate = learning_rate
        self.W1 = torch.randn(n1, nx)
        self.b1 = torch.randn(n1)
        self.W2 = torch.randn(ny, n1)
        b2 = torch.randn(ny)
