"""The weights have one column for each unit, as in another course."""
mistake = "transposed"
fails = ["check_parameters"]

# %% manual_class
class Manual2Layer:
    def __init__(self, nx, n1, ny, learning_rate):
        self.learning_rate = learning_rate
        self.W1 = torch.randn((nx, n1))
        self.b1 = torch.randn(n1)
        self.W2 = torch.randn((n1, ny))
        self.b2 = torch.randn(ny)
