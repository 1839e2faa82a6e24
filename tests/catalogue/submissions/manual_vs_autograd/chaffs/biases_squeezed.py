"""The biases are drawn as rows and squeezed, so a layer of one unit gets a bias without dimensions."""
mistake = "dimension-lost"
fails = ["check_parameters"]

# %% manual_class
class Manual2Layer:
    def __init__(self, nx, n1, ny, learning_rate):
        self.learning_rate = learning_rate
        self.W1 = torch.randn(n1, nx)
        self.b1 = torch.randn(1, n1).squeeze()
        self.W2 = torch.randn(ny, n1)
        self.b2 = torch.randn(1, ny).squeeze()
