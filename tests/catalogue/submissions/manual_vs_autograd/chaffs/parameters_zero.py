"""All parameters start at zero."""
mistake = "all-alike"
fails = ["check_parameters"]

# %% manual_class
class Manual2Layer:
    def __init__(self, nx, n1, ny, learning_rate):
        self.learning_rate = learning_rate
        self.W1, self.b1 = torch.zeros(n1, nx), torch.zeros(n1)
        self.W2, self.b2 = torch.zeros(ny, n1), torch.zeros(ny)
