"""The constructor sets the seed itself, so every model has the same parameters, whatever seed was set before."""
mistake = "seed-inside"
fails = ["check_parameters"]

# %% manual_class
class Manual2Layer:
    def __init__(self, nx, n1, ny, learning_rate):
        torch.manual_seed(0)  # everybody gets the same model
        self.learning_rate = learning_rate
        self.W1 = torch.randn(n1, nx)
        self.b1 = torch.randn(n1)
        self.W2 = torch.randn(ny, n1)
        self.b2 = torch.randn(ny)
