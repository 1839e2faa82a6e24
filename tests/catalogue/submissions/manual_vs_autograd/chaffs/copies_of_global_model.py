"""The parameters come from the notebook's model."""
mistake = "notebook-variable"
fails = ["check_auto_copies"]

# %% auto_class
class Automatic2Layer:
    def __init__(self, manual_model):
        self.learning_rate = learning_rate
        self.W1 = manual_model.W1.clone().detach().requires_grad_()
        self.b1 = manual_model.b1.clone().detach().requires_grad_()
        self.W2 = manual_model.W2.clone().detach().requires_grad_()
        self.b2 = manual_model.b2.clone().detach().requires_grad_()
