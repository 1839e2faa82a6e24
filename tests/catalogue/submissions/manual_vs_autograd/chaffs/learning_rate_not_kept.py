"""The learning rate is kept under a name of its own."""
mistake = "attribute-missing"
fails = ["check_parameters"]

# %% manual_class
class Manual2Layer:
    def __init__(self, nx, n1, ny, learning_rate):
        self.lr = learning_rate
        self.W1 = torch.randn(n1, nx)
        self.b1 = torch.randn(n1)
        self.W2 = torch.randn(ny, n1)
        self.b2 = torch.randn(ny)

# %% manual_update
def manual_update(self):
    self.W1 = self.W1 - self.lr * self.dW1
    self.b1 = self.b1 - self.lr * self.db1
    self.W2 = self.W2 - self.lr * self.dW2
    self.b2 = self.b2 - self.lr * self.db2


Manual2Layer.update = manual_update

# %% auto_class
class Automatic2Layer:
    def __init__(self, manual_model):
        self.learning_rate = manual_model.lr
        self.W1 = manual_model.W1.clone().detach().requires_grad_()
        self.b1 = manual_model.b1.clone().detach().requires_grad_()
        self.W2 = manual_model.W2.clone().detach().requires_grad_()
        self.b2 = manual_model.b2.clone().detach().requires_grad_()
