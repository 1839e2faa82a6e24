"""b2 is left out of the loop."""
mistake = "not-updated"
fails = ["check_auto_update"]

# %% auto_update
def auto_update(self):
    with torch.no_grad():
        for p in (self.W1, self.b1, self.W2):
            p -= self.learning_rate * p.grad
    for p in (self.W1, self.b1, self.W2, self.b2):
        p.grad.zero_()


Automatic2Layer.update = auto_update
