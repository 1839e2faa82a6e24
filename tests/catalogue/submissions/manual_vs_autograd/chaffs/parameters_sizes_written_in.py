"""The notebook's sizes are written in."""
mistake = "notebook-variable"
fails = ["check_parameters"]

# %% manual_class
class Manual2Layer:
    def __init__(self, nx, n1, ny, learning_rate):
        self.learning_rate = learning_rate
        self.W1 = torch.randn(3, 3)
        self.b1 = torch.randn(3)
        self.W2 = torch.randn(2, 3)
        self.b2 = torch.randn(2)
