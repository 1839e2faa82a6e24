"""The notebook's learning rate."""
mistake = "notebook-variable"
fails = ["check_auto_update"]

# %% auto_update
def auto_update(self):
    with torch.no_grad():
        for p in (self.W1, self.b1, self.W2, self.b2):
            p -= learning_rate * p.grad
            p.grad = None


Automatic2Layer.update = auto_update
