"""requires_grad_ on the original, then a clone: that is no leaf."""
mistake = "original-tracked"
fails = ["check_auto_copies"]

# %% auto_class
class Automatic2Layer:
    def __init__(self, manual_model):
        self.learning_rate = manual_model.learning_rate
        self.W1 = manual_model.W1.requires_grad_().clone()
        self.b1 = manual_model.b1.requires_grad_().clone()
        self.W2 = manual_model.W2.requires_grad_().clone()
        self.b2 = manual_model.b2.requires_grad_().clone()
