"""The biases are rows of a matrix with one row."""
mistake = "dimension-gained"
fails = ["check_parameters"]

# %% manual_class
class Manual2Layer:
    def __init__(self, nx, n1, ny, learning_rate):
        self.learning_rate = learning_rate
        self.W1, self.b1 = torch.randn(n1, nx), torch.randn(1, n1)
        self.W2, self.b2 = torch.randn(ny, n1), torch.randn(1, ny)
