"""requires_grad is never set."""
mistake = "not-tracked"
fails = ["check_auto_copies"]

# %% auto_class
class Automatic2Layer:
    def __init__(self, manual_model):
        self.learning_rate = manual_model.learning_rate
        self.W1 = manual_model.W1.clone()
        self.b1 = manual_model.b1.clone()
        self.W2 = manual_model.W2.clone()
        self.b2 = manual_model.b2.clone()
