"""The copies go through lists of numbers, so parameters of float64 become float32."""
mistake = "dtype-changed"
fails = ["check_auto_copies"]

# %% auto_class
class Automatic2Layer:
    def __init__(self, manual_model):
        self.learning_rate = manual_model.learning_rate
        self.W1 = torch.tensor(manual_model.W1.tolist(), requires_grad=True)
        self.b1 = torch.tensor(manual_model.b1.tolist(), requires_grad=True)
        self.W2 = torch.tensor(manual_model.W2.tolist(), requires_grad=True)
        self.b2 = torch.tensor(manual_model.b2.tolist(), requires_grad=True)
