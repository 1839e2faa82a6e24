"""New random numbers in the right shapes."""
mistake = "not-copied"
fails = ["check_auto_copies"]

# %% auto_class
class Automatic2Layer:
    def __init__(self, manual_model):
        self.learning_rate = manual_model.learning_rate
        self.W1 = torch.randn(manual_model.W1.shape, requires_grad=True)
        self.b1 = torch.randn(manual_model.b1.shape, requires_grad=True)
        self.W2 = torch.randn(manual_model.W2.shape, requires_grad=True)
        self.b2 = torch.randn(manual_model.b2.shape, requires_grad=True)
