"""detach makes a new tensor in the same memory."""
mistake = "parameters-aliased"
fails = ["check_auto_copies"]

# %% auto_class
class Automatic2Layer:
    def __init__(self, manual_model):
        self.learning_rate = manual_model.learning_rate
        for name in ("W1", "b1", "W2", "b2"):
            setattr(self, name, getattr(manual_model, name).detach().requires_grad_(True))
