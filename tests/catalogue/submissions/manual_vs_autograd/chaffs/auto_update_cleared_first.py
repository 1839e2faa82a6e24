"""The gradients are cleared before they are used."""
mistake = "gradient-lost"
fails = ["check_auto_update"]

# %% auto_update
def auto_update(self):
    for p in (self.W1, self.b1, self.W2, self.b2):
        p.grad = None
    with torch.no_grad():
        for p in (self.W1, self.b1, self.W2, self.b2):
            p -= self.learning_rate * p.grad


Automatic2Layer.update = auto_update
