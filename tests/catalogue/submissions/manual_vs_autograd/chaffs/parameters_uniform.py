"""torch.rand in place of torch.randn."""
mistake = "wrong-distribution"
fails = ["check_parameters"]

# %% manual_class
class Manual2Layer:
    def __init__(self, nx, n1, ny, learning_rate):
        self.learning_rate = learning_rate
        self.W1, self.b1 = torch.rand(n1, nx), torch.rand(n1)
        self.W2, self.b2 = torch.rand(ny, n1), torch.rand(ny)
